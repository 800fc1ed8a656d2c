import { type Command, Failure } from './command.js';
import { deleteSession } from './session.js';
import { getSession } from './sign-in.js';

/** Deletes the connection file; an error when there is none. */
export const cleanup: Command = {
  name: 'cleanup',
  letters: '',
  usage: ['cleanup'],
  delayMs: 1000,
  target: ({ session }) => session?.repository,
  async run({ env, session }) {
    if (!session) throw new Failure();
    deleteSession(env);
    return [];
  },
};

/** Repository and user of the connection file. The wording is a guess. */
export const showConnectionInfo: Command = {
  name: 'showconnectioninfo',
  letters: '',
  usage: ['showconnectioninfo'],
  delayMs: 1000,
  target: ({ session }) => session?.repository,
  async run(request) {
    const { repository, domain, credentials } = getSession(request);
    return [`Repository : ${repository}`, `Domain : ${domain}`, `User name : ${credentials.user}`];
  },
};
