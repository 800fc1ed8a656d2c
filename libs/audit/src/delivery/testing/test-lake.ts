import { type Batch, DeliveryFault, linesOf, type Sink } from '../batch.js';

/** What the lake does with a batch: takes it, or throws this. `lost` takes it, and the answer gets lost on the way. */
export type LakeMood = 'takes' | 'lost' | DeliveryFault;

/** A data lake in memory. It keeps all it was given, repeats too, and drops them for who asks. */
export class TestLake implements Sink {
  readonly kind = 'test';
  readonly batches: Batch[] = [];
  /** How many tries there were, whatever became of them. */
  tries = 0;

  constructor(public mood: (batch: Batch) => LakeMood = () => 'takes') {}

  async deliver(batch: Batch): Promise<void> {
    this.tries += 1;
    const mood = this.mood(batch);
    if (mood instanceof DeliveryFault) throw mood;
    this.batches.push({ ...batch, lines: Buffer.from(batch.lines) });
    if (mood === 'lost') throw new Error('the answer was lost');
  }

  async close(): Promise<void> {}

  /** The borders of all that it was given. */
  get borders(): string[] {
    return this.batches.map(({ first, last }) => `${first}-${last}`);
  }

  /** Its records once each, by `id`, in the order in which they came first. */
  get records(): LakeRecord[] {
    return onceEach(this.batches.map(({ lines }) => lines));
  }

  get messages(): string[] {
    return this.records.filter(({ event }) => event === 'process.started').map((record) => record.response_message);
  }
}

/** A record as the lake has it. */
export interface LakeRecord {
  id: string;
  writer: string;
  seq: number;
  event: string;
  response_message: string;
}

/** What a reader does with repeats. */
export function onceEach(parts: readonly Buffer[]): LakeRecord[] {
  const records = new Map<string, LakeRecord>();
  for (const part of parts) {
    for (const line of linesOf(part)) {
      const record = JSON.parse(line.toString()) as LakeRecord;
      if (!records.has(record.id)) records.set(record.id, record);
    }
  }
  return [...records.values()];
}

export const LATER = new DeliveryFault('later', 'the lake is down');
export const REFUSED = new DeliveryFault('refused', 'the lake answered 403');
