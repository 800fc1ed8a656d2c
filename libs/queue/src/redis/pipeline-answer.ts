/** What one command of a pipeline was answered. Throws where that is an error, or nothing. */
export function answerOf(answer: [error: Error | null, result: unknown] | undefined): unknown {
  if (!answer) throw new Error('Redis gave no answer');
  if (answer[0]) throw answer[0];
  return answer[1];
}
