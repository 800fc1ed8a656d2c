import type { Plan } from '../index.js';
import { serviceInWords, showConnections } from './results.js';
import type { Screen } from './screen.js';

/** Prints what a submit would do, for people: whether it may, what it would wait for, whom it meets, what is run. */
export function showPlan(out: Screen, plan: Plan): void {
  const { operation, target } = plan;
  const where = [target.domain, target.environment, target.name].filter(Boolean).join(' ');
  out.line(`You may do ${operation} in ${where} on ${target.host}. Nothing was done.`);
  showObstacles(out, plan);
  showAffected(out, plan);
  out.line('What would be run:');
  for (const { commands } of plan.steps)
    for (const { program, args } of commands) out.line(`  ${[program, ...args].join(' ')}`);
}

function showObstacles(out: Screen, { conflict, reasonWaiting }: Plan): void {
  if (conflict?.outcome === 'refused') out.line(`It would be refused now: ${conflict.heldBy}`, 'red');
  if (conflict?.outcome === 'waits') out.line(`It would wait for ${conflict.heldBy}`, 'yellow');
  if (reasonWaiting) out.line(`It would wait: ${reasonWaiting}`, 'yellow');
}

function showAffected(out: Screen, { affected }: Plan): void {
  if (!affected) return;
  const { readAt, connections, service, note } = affected;
  const when = readAt ? `, as read at ${readAt}` : '';
  if (service) out.line(`Affected${when}: ${service.name}, ${serviceInWords(service)}`);
  else if (connections) {
    out.line(`Affected${when}: ${connections.length === 0 ? 'nobody' : ''}`.trimEnd());
    if (connections.length > 0) showConnections(out, connections);
  } else out.line('Affected: not known');
  out.line(note);
}
