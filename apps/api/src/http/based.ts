import type { FileHashes } from '#libs/permission';
import type { ApiRequest } from './api-request.js';

/** An answer and the rule files that it rests on. */
export interface Based<View> {
  view: View;
  files: FileHashes;
}

/** The answer alone; `why` it was given, and on which files it rests, goes into its audit record. */
export function answerOf<View>(request: ApiRequest, why: string, { view, files }: Based<View>): View {
  request.audited = { ...request.audited, decision: { allowed: true, reason: why, files } };
  return view;
}
