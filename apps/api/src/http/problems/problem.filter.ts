import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemAnswers } from './problem-answers.js';

/** Answers every failure that Nest hears of as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly problems: ProblemAnswers) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.problems.answer(exception, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
