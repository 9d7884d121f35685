import { userInfo } from 'node:os';

/** Who runs the program, as the system knows them. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}
