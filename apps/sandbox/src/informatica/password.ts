import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** CRYPT_SYSTEM is for logins; CRYPT_DATA only for connection passwords in parameter files. */
export type Purpose = 'CRYPT_SYSTEM' | 'CRYPT_DATA';

type Env = Readonly<Record<string, string | undefined>>;

function cipherFor(siteKey: string, purpose: Purpose, env: Env): { name: string; key: Buffer } {
  const bits = env['INFA_USE_AES_256_CRYPTOGRAPHER']?.toLowerCase() === 'true' ? 256 : 128;
  const key = createHash('sha256')
    .update(`${siteKey}|${purpose}|${bits}`)
    .digest()
    .subarray(0, bits / 8);
  return { name: `aes-${bits}-cbc`, key };
}

/** What pmpasswd prints for a password: AES/CBC in base64, another text at each call. */
export function encryptPassword(plain: string, siteKey: string, env: Env, purpose: Purpose = 'CRYPT_SYSTEM'): string {
  const { name, key } = cipherFor(siteKey, purpose, env);
  const iv = randomBytes(16);
  const cipher = createCipheriv(name, key, iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** The password behind an encrypted text, or undefined for anything this domain's pmpasswd did not make. */
export function decryptPassword(encrypted: string, siteKey: string, env: Env): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.toString('base64') !== encrypted || bytes.length < 32) return undefined;
  const { name, key } = cipherFor(siteKey, 'CRYPT_SYSTEM', env);
  try {
    const decipher = createDecipheriv(name, key, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** What the state keeps of a password. */
export const hashPassword = (plain: string): string => createHash('sha256').update(plain).digest('hex');
