import type { DatabaseTarget } from './environment.ts';

/** `database shop at db.example`, or at the variable that holds its address. */
export function databaseText({ name = '', host, url = 'DATABASE_URL' }: DatabaseTarget): string {
  return `database ${name} at ${host ?? `$${url}`}`;
}
