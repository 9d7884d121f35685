import type { Running } from './running.ts';

/** From now on the value is masked wherever it stands; what is written of it is what this gives. */
export function keepSecret(name: string, value: string, { values, ports, append }: Running): string {
  values.secrets.add(name);
  if (ports.keepSecret(value) === 'too-short' && value !== '') {
    const text = `the secret ${name} is shorter than 4 characters and cannot be masked`;
    append({ type: 'note', level: 'look', text }).catch(() => undefined);
  }
  return '[secret]';
}
