import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Caller } from '#libs/auth';
import { BoardViews } from './board-views.js';

const note = jest.fn();
let now = 0;
const views = () => new BoardViews({ note }, () => now);
const who = (subject: string): Caller => ({ subject, login: subject, scopes: [], expiresAtMs: 0 });

beforeEach(() => {
  note.mockClear();
  now = 0;
});

describe('who looks at the board', () => {
  it('is recorded once in five minutes, however often the page asks', () => {
    const board = views();
    for (now = 0; now < 600_000; now += 5_000) board.note({}, who('oscar'), 'c');
    expect(note).toHaveBeenCalledTimes(2);
  });

  it('is recorded for each person, queue and job, by whom and what', () => {
    const board = views();
    for (const login of ['oscar', 'olga']) {
      for (const view of [{}, { queue: 'q' }, { queue: 'q', job: 'j' }]) board.note(view, who(login), 'c');
    }
    expect(note).toHaveBeenCalledTimes(6);
    expect(note).toHaveBeenLastCalledWith({
      event: 'board.viewed',
      correlation_id: 'c',
      response_message: 'looked at a job on the queue board',
      subject: { login: 'olga', client_id: null },
      details: { queue: 'q', job: 'j' },
    });
  });

  it('is recorded again after the clock was set back', () => {
    const board = views();
    now = 1_000_000;
    board.note({}, who('oscar'), 'c');
    now = 0;
    board.note({}, who('oscar'), 'c');
    expect(note).toHaveBeenCalledTimes(2);
  });
});
