import { missingLibrary } from './libraries.js';
import { encryptPassword, type Purpose } from './password.js';
import type { Program } from './program.js';
import { type Output, printed } from './text.js';

const PURPOSES: readonly Purpose[] = ['CRYPT_DATA', 'CRYPT_SYSTEM'];

/** `pmpasswd <password> [-e (CRYPT_DATA | CRYPT_SYSTEM)]`: prints the clear password too, as the real one does. */
export const pmpasswd: Program = {
  name: 'pmpasswd',
  plan: ([password, option, value, ...more], env, home) => ({
    // Neither ledger nor rules see the password.
    command: 'pmpasswd',
    delayMs: 0,
    run: async (host): Promise<Output> => {
      const purpose = PURPOSES.find((one) => one === (value ?? 'CRYPT_SYSTEM').toUpperCase());
      const isUsed = option === undefined || (option === '-e' && value !== undefined && more.length === 0);
      const unloaded = missingLibrary('pmpasswd', env, home);
      if (unloaded) return unloaded;
      if (!password || !isUsed || !purpose) {
        return printed(['usage: pmpasswd <password> [-e (CRYPT_DATA | CRYPT_SYSTEM)]'], 1);
      }
      const encrypted = encryptPassword(password, (await host.read()).siteKey, env, purpose);
      return printed([`Encrypted string -->${encrypted}<--`, `Will decrypt to -->${password}<--`]);
    },
  }),
};
