/** The SHA-256 of the files that something was decided by, under the names that they have in records, wherever they lie. */
export type FileHashes = { readonly [Name in 'GCR.csv' | 'IFARCRSERVER.csv' | 'directory.csv']?: string };
