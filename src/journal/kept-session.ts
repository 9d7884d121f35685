import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { SessionState, ShellState } from '../adapters/session-state.ts';
import { parseJson } from './json-lines.ts';
import { findSessionKey, makeSessionKey, removeSessionKey } from './session-key.ts';

const file = 'session.state';
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

type Environment = Readonly<Record<string, string | undefined>>;

/** What stands in the clear: names, never values. */
const headSchema = v.object({
  v: v.literal(1),
  sequence: v.number(),
  /** The action that left this state. */
  action: v.string(),
  folder: v.string(),
  variables: v.array(v.string()),
  functions: v.array(v.string()),
  isSealed: v.boolean(),
});
export type SessionHead = Omit<v.InferOutput<typeof headSchema>, 'v' | 'isSealed' | 'sequence'>;

const names = v.array(v.object({ name: v.string(), flags: v.string() }));
const items = v.array(v.tuple([v.string(), v.string()]));
const shellSchema: v.GenericSchema<ShellState> = v.object({
  variables: v.optional(
    v.array(
      v.object({
        name: v.string(),
        flags: v.string(),
        value: v.variant('kind', [
          v.object({ kind: v.literal('unset') }),
          v.object({ kind: v.literal('text'), text: v.string() }),
          v.object({ kind: v.literal('array'), items }),
          v.object({ kind: v.literal('map'), items }),
        ]),
      }),
    ),
  ),
  functions: v.array(v.object({ names, text: v.string() })),
  aliases: v.array(v.string()),
  shopt: v.record(v.string(), v.boolean()),
  options: v.record(v.string(), v.boolean()),
  umask: v.optional(v.string()),
  limits: v.record(v.string(), v.string()),
  folder: v.string(),
  folders: v.array(v.string()),
  positional: v.array(v.string()),
  traps: v.record(v.string(), v.string()),
  seconds: v.optional(v.string()),
  jobs: v.array(v.string()),
});

const sealedSchema = v.object({
  /** What the action began with. */
  before: shellSchema,
  current: shellSchema,
  failed: v.optional(v.object({ action: v.string(), state: shellSchema })),
  /** What the program had been started with. */
  environment: v.record(v.string(), v.string()),
  /** Values that must be masked, because copies of them may stand in the state. */
  secrets: v.array(v.string()),
});
type Sealed = v.InferOutput<typeof sealedSchema>;

export interface SessionToKeep extends SessionHead {
  readonly before: ShellState;
  readonly session: SessionState;
  readonly environment: Environment;
  readonly secrets: readonly string[];
}

/** Keeps the session of one run at rest. */
export interface SessionKeeper {
  /** Replaces what was kept, whole or not at all; not waited for by the disk: a machine that goes down takes the key with it. */
  keep(session: SessionToKeep): void;
}

/** Values are sealed with a key that is never on a disk; where there is no place for one, only names are kept. */
export function createSessionKeeper(runFolder: string, environment: Environment): SessionKeeper {
  let key: Buffer | 'none' | undefined;
  let sequence = 0;
  return {
    keep({ before, session, environment: started, secrets, ...head }) {
      key ??= findSessionKey(runFolder, environment) ?? makeSessionKey(runFolder, environment) ?? 'none';
      sequence += 1;
      const isSealed = key !== 'none';
      const line = Buffer.from(`${JSON.stringify({ v: 1, sequence, ...head, isSealed })}\n`);
      const inner = JSON.stringify({ before, ...session, environment: started, secrets });
      const rest = key === 'none' ? Buffer.alloc(0) : seal(Buffer.from(inner), key, boundTo(runFolder, line));
      const path = join(runFolder, file);
      writeFileSync(`${path}.new`, Buffer.concat([line, rest]), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

export type KeptSession =
  | { readonly state: 'nothing' }
  /** The values are gone, by a restart of the machine or because there was no place for a key. */
  | { readonly state: 'names'; readonly head: SessionHead; readonly why: 'key-gone' | 'never-sealed' | 'damaged' }
  | { readonly state: 'whole'; readonly head: SessionHead; readonly sealed: Sealed };

export function readKeptSession(runFolder: string, environment: Environment): KeptSession {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(runFolder, file));
  } catch {
    return { state: 'nothing' };
  }
  const end = bytes.indexOf(0x0a) + 1;
  const line = bytes.subarray(0, end);
  const parsed = v.safeParse(headSchema, parseJson(line));
  if (!parsed.success) return { state: 'nothing' };
  const { isSealed, ...head } = parsed.output;
  if (!isSealed) return { state: 'names', head, why: 'never-sealed' };
  const key = findSessionKey(runFolder, environment);
  if (key === undefined) return { state: 'names', head, why: 'key-gone' };
  const opened = open(bytes.subarray(end), key, boundTo(runFolder, line));
  const sealed = v.safeParse(sealedSchema, opened && parseJson(opened));
  return sealed.success ? { state: 'whole', head, sealed: sealed.output } : { state: 'names', head, why: 'damaged' };
}

/** At the end of a run nothing goes on from it. */
export function removeKeptSession(runFolder: string, environment: Environment): void {
  rmSync(join(runFolder, file), { force: true });
  rmSync(join(runFolder, `${file}.new`), { force: true });
  removeSessionKey(runFolder, environment);
}

/** A state of another run, or under another head, does not open. */
function boundTo(runFolder: string, line: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${basename(runFolder)}\n`), line]);
}

function seal(plain: Buffer, key: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(bound);
  const text = Buffer.concat([sealing.update(plain), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]);
}

function open(sealed: Buffer, key: Buffer, bound: Buffer): Buffer | undefined {
  try {
    const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
    const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
    opening.setAAD(bound).setAuthTag(tag);
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]);
  } catch {
    return undefined;
  }
}
