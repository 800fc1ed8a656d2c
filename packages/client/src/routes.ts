import type { components, paths } from './openapi.js';

/** The classes of the OpenAPI document by name. */
export type Schemas = components['schemas'];

/** A queued operation and what became of it. */
export type Job = Schemas['JobView'];

/** The methods that the API knows. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The paths that know a method, as the document writes them: `/v1/jobs/{id}`. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<Lowercase<M>, object> ? P : never;
}[keyof paths];

type Operation<M extends Method, P> = P extends keyof paths ? paths[P][Lowercase<M> & keyof paths[P]] : never;

type ParametersOf<O> = O extends { parameters: infer Q } ? Pick<Q, keyof Q & ('path' | 'query')> : unknown;

type BodyOf<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? { body?: B } : unknown;

/** What a request has to say, by its method and path: `path`, `query` and `body`. */
export type RequestOf<M extends Method, P> = ParametersOf<Operation<M, P>> & BodyOf<Operation<M, P>>;

/** The same for a submit, which is none where `validateOnly` only looks: that is a plan. */
export type SubmitRequestOf<M extends Method, P> = WithoutLook<RequestOf<M, P>>;

type WithoutLook<R> = R extends { query: infer Q }
  ? Omit<R, 'query'> & { query: Omit<Q, 'validateOnly'> & { validateOnly?: never } }
  : R;

/** What a submit would do, who would be affected, and what it would wait for. */
export type Plan = Schemas['PlanView'];

type JsonOf<R> = R extends { content: { 'application/json': infer B } } ? B : string;

type AnswerAt<O, Status> = O extends { responses: infer R }
  ? { [S in keyof R & Status]: JsonOf<R[S]> }[keyof R & Status]
  : never;

/** What a request is answered with: parsed JSON, or text where it is none. */
export type AnswerOf<M extends Method, P> = AnswerAt<Operation<M, P>, 200 | 202>;

/** The paths whose requests become jobs. */
export type SubmitPath<M extends Method> = Extract<
  { [P in PathOf<M>]: AnswerAt<Operation<M, P>, 202> extends { id: string; links: object } ? P : never }[PathOf<M>],
  `/v1/trigrams/${string}`
>;

/** The job that a request becomes, with the result that its operation has. */
export type JobOf<M extends Method, P> = AnswerAt<Operation<M, P>, 202>;

/** The result of a job, once it has succeeded. */
export type ResultOf<M extends Method, P> = JobOf<M, P> extends { result?: infer R } ? NonNullable<R> : never;
