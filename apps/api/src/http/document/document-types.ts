import type { OpenAPIObject } from '@nestjs/swagger';

type Components = NonNullable<OpenAPIObject['components']>;

/** The parts of a document that @nestjs/swagger has types for but does not hand out. */
export type PathItem = OpenAPIObject['paths'][string];
export type OperationObject = NonNullable<PathItem['get']>;
export type ParameterOrRef = NonNullable<OperationObject['parameters']>[number];
export type ResponseOrRef = NonNullable<OperationObject['responses']['default']>;
export type ResponseObject = Exclude<ResponseOrRef, { $ref: string }>;
export type SchemaOrRef = NonNullable<Components['schemas']>[string];
export type SchemaObject = Exclude<SchemaOrRef, { $ref: string }>;
export type HeadersObject = NonNullable<ResponseObject['headers']>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** An operation and where it stands. */
export interface Located {
  method: (typeof METHODS)[number];
  path: string;
  operation: OperationObject;
}

/** Every operation of a document. */
export const operationsOf = ({ paths }: OpenAPIObject): Located[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
