import type { Input } from './input.ts';

const words = /(?:^|_)(?:token|password|passwd|passphrase|pwd|pw|secret|credentials?|api_?key)(?:_|$)|_key$/;

/** What `_key` ends, too, and everybody may see. */
const isPublic = /(?:^|_)(?:public|primary|foreign|sort|partition)_key$/;

/** Whether the value of an input is a secret: declared so, or by its name. */
export function isSecretInput({ name, type }: Pick<Input, 'name' | 'type'>): boolean {
  return type === 'secret' || (type === 'string' && namesSecret(name));
}

/** Whether a name says that its value is a secret: `api_token`, `db_password`, `signing_key`. */
export function namesSecret(name: string): boolean {
  return words.test(name) && !isPublic.test(name);
}
