import { ApiProperty } from '@nestjs/swagger';
import { JobView } from '../jobs/job.view.js';

/** One try to tell the end of a job. */
export class CallbackTryView {
  /** When it was signed: its `webhook-timestamp`. */
  at!: string;
  /**
   * What the receiver answered; missing where nothing was.
   * @example 204
   */
  status?: number;
  /**
   * Why nothing was answered.
   * @example the host refuses the connection
   */
  fault?: string;
}

const STATES = ['pending', 'delivered', 'given-up'] as const;

/** The callback of a job and what became of it. */
export class CallbackView {
  /** @example https://ops.example/jobs */
  url!: string;
  /** `pending` until the job has ended and a receiver answered 2xx, or until it is given up. */
  @ApiProperty({ enum: STATES })
  state!: (typeof STATES)[number];
  /** The last 50, oldest first. */
  tries!: CallbackTryView[];
  /** When it is tried again; missing where it is not, or where the first try is yet to come. */
  nextTryAt?: string;
  /** Why a pending one is not tried now, where that is so. */
  fault?: string;
}

/** What is sent to the `callbackUrl` of a job that has ended. */
export class JobEndedView {
  /** @example job.ended */
  type!: string;
  /** When the job ended; the same at each try. */
  timestamp!: string;
  /** The job, as `GET /v1/jobs/{id}` shows it. */
  data!: JobView;
}
