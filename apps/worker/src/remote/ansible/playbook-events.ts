import * as z from 'zod';

/** What the callback plugin `etlaas_events` says; output and errors are base64. */
const EVENT = z.discriminatedUnion('event', [
  z.object({ event: z.literal('task-begun') }),
  z.object({ event: z.literal('script-ended'), output: z.base64(), errors: z.base64() }),
  z.object({ event: z.literal('nothing-run') }),
  z.object({ event: z.literal('unreachable'), message: z.string() }),
  z.object({ event: z.literal('failed'), message: z.string() }),
]);

/** Something that a run of the playbook said. */
export type PlaybookEvent = z.output<typeof EVENT>;

/** Reads a line of its stdout; undefined for what is no event: Ansible's own words. */
export function readEvent(line: string): PlaybookEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return EVENT.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
