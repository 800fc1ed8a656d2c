import { defineOperation } from '../operation.js';
import { currentServiceStates, serviceStatesPlan } from '../routines/service-state.js';

/** Nothing to say: the domain is the place, not an input. */
export class ListRepositoriesInput {}

/** One repository, by the state of its Repository Service. */
export class RepositoryView {
  /**
   * As the domain spells it.
   * @example 'REP_MAE_D01'
   */
  declare name: string;

  /** Whether the administrators want its service to run. */
  declare enabled: boolean;

  /** Whether its service answered when it was asked. */
  declare alive: boolean;
}

/** The repositories of a domain. */
export class RepositoryListView {
  /** In the order of the domain. */
  declare repositories: RepositoryView[];
}

/** A repository is what a Repository Service serves; neither infacmd nor pmrep can list repositories as such. */
export const listRepositories = defineOperation({
  name: 'repositories.list',
  kind: 'read',
  summary: 'List the repositories of a domain with their state',
  input: ListRepositoriesInput,
  output: RepositoryListView,
  runLimitMs: () => 300_000,
  target: () => ({}),
  plan: () => serviceStatesPlan('RS'),
  *steps() {
    const states = yield* currentServiceStates('RS');
    return { repositories: states.map(({ name, enabled, alive }) => ({ name, enabled, alive })) };
  },
});
