import { setTimeout as delay } from 'node:timers/promises';
import { describeConnectionFailure } from '../../adapters/connection-failure.ts';
import { parseJson } from '../../diagnostics/parse-json.ts';
import { RegistryError } from './registry-error.ts';

/** An answer that was read to its end. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from, after every redirect. */
  readonly url: string;
  readonly body: Buffer;
}

/** Of each request, its answer included. */
const timeoutMs = 10_000;
const mostAttempts = 4;
const longestWaitMs = 5_000;

/** Waits where it is told to, and tries what may have gone wrong by chance again. */
export async function send(registry: string, url: string, init: RequestInit): Promise<RegistryAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendOnce(registry, url, init);
    if (answer.status !== 429 && answer.status < 500) return answer;
    if (attempt === mostAttempts) {
      const what = answer.status === 429 ? 'is asked too often' : `answers ${answer.status}`;
      throw new RegistryError('registry-answer', `${registry} ${what}`, 'Try again in a moment.');
    }
    await delay(waitOf(answer.headers, attempt));
  }
}

/** @throws {RegistryError} `registry-unreachable`, also where the answer ends before it is whole. */
export async function sendOnce(registry: string, url: string, init: RequestInit): Promise<RegistryAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, { ...init, signal });
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, url: answer.url, body };
  } catch (cause) {
    const why = signal.aborted ? 'no answer in time' : describeConnectionFailure(cause);
    const message = `${registry} cannot be reached: ${why}`;
    throw new RegistryError('registry-unreachable', message, hintFor(why), { cause });
  }
}

export function isOk({ status }: RegistryAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The body as JSON; undefined where it is none. */
export function jsonOf({ body }: RegistryAnswer): unknown {
  return parseJson(body.toString());
}

/** `Retry-After` in seconds or as a date, else longer each time. */
function waitOf(headers: Headers, attempt: number): number {
  const given = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - Date.now();
  return Math.min(longestWaitMs, Math.max(0, Number.isNaN(ms) ? 200 * 2 ** attempt : ms));
}

function hintFor(why: string): string {
  return isAboutCertificates(why)
    ? 'Name the authority that signed it in NODE_EXTRA_CA_CERTS.'
    : 'Look whether the name is right and whether this machine may reach it.';
}

export function isAboutCertificates(why: string): boolean {
  return /certificate/i.test(why);
}
