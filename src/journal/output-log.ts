import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputLog, Stream } from '../runner/ports.ts';
import { escapeOutput } from './escape-output.ts';
import { causeOf, JournalError } from './journal-error.ts';
import type { Redactor } from './redact.ts';
import { createTailBuffer, keptLines } from './tail-buffer.ts';

/** A piece of output, redacted and not yet escaped. The chunk is only good during the call. */
export interface KeptOutput {
  readonly action: string;
  readonly attempt: number;
  readonly stream: Stream;
  readonly chunk: Uint8Array;
}

interface OutputLogOptions {
  readonly folder: string;
  readonly action: string;
  readonly attempt: number;
  readonly redactor: Redactor;
  readonly onOutput?: ((output: KeptOutput) => void) | undefined;
  /** Default `throw`. `go-on`: where no log can be made there is none, and its tail says why. */
  readonly whenFull?: 'throw' | 'go-on' | undefined;
}

/**
 * The log of one attempt: both streams in one file, in the order in which they came. A full disk does not stop the
 * action that writes: the log then ends early and the last line of its tail says so. What comes after the end is dropped.
 */
export function openOutputLog(options: OutputLogOptions): OutputLog {
  const { name, descriptor, failure } = openOrGoOn(options);
  const file = createLogFile(descriptor, failure);
  const streams = { stdout: options.redactor.stream(), stderr: options.redactor.stream() };
  const keep = (stream: Stream, chunk: Uint8Array): void => {
    if (chunk.length === 0) return;
    file.write(chunk);
    options.onOutput?.({ action: options.action, attempt: options.attempt, stream, chunk });
  };
  return {
    write: (stream, chunk) => keep(stream, streams[stream].push(chunk)),
    end() {
      // The rests stand side by side in the file: looked through together, they cannot join into a secret there.
      const rest = options.redactor.stream();
      keep('stdout', rest.push(streams.stdout.end()));
      keep('stderr', rest.push(streams.stderr.end()));
      keep('stderr', rest.end());
      const { tail, ...kept } = file.end();
      return { file: descriptor === undefined ? undefined : name, ...kept, tail: tail.map(options.redactor.text) };
    },
  };
}

type KeptFile = Omit<ReturnType<OutputLog['end']>, 'file'>;

function createLogFile(
  descriptor: number | undefined,
  whyNone: string | undefined,
): { write(chunk: Uint8Array): void; end(): KeptFile } {
  const hash = createHash('sha256');
  const tail = createTailBuffer();
  let bytes = 0;
  let failure = whyNone;
  let ended: KeptFile | undefined;
  return {
    write(chunk) {
      if (ended !== undefined) return;
      tail.push(chunk);
      if (failure !== undefined || descriptor === undefined) return;
      let written = 0;
      try {
        while (written < chunk.length) written += writeSync(descriptor, chunk, written);
      } catch (error) {
        failure = `the log ends after ${bytes + written} bytes: ${causeOf(error)}`;
      }
      hash.update(written === chunk.length ? chunk : chunk.subarray(0, written));
      bytes += written;
    },
    end() {
      if (ended !== undefined) return ended;
      if (descriptor !== undefined) closeSync(descriptor);
      const lines =
        failure === undefined ? tail.lines() : [...tail.lines().slice(1 - keptLines), escapeOutput(failure)];
      ended = { bytes, digest: hash.digest('hex'), tail: lines, cut: failure };
      return ended;
    },
  };
}

/** The name of the log of one attempt, unless there is one of that name already. */
function logNameOf(action: string, attempt: number): string {
  return `${action.replace(/[^A-Za-z0-9._-]/g, '-')}.${attempt}.log`;
}

/** The log of one attempt that was begun last, where the run has one. */
export function newestLogOf(folder: string, action: string, attempt: number): string | undefined {
  const base = logNameOf(action, attempt).replace(/\.log$/, '');
  const isOfAttempt = (file: string) => file.startsWith(base) && /^(?:-\d+)?\.log$/.test(file.slice(base.length));
  const files = readdirSync(folder).filter(isOfAttempt);
  return files.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1);
}

interface OpenedLog {
  readonly name: string;
  readonly descriptor?: number | undefined;
  readonly failure?: string | undefined;
}

function openOrGoOn(options: OutputLogOptions): OpenedLog {
  try {
    return openLogFile(options);
  } catch (error) {
    if (options.whenFull !== 'go-on' || !(error instanceof JournalError)) throw error;
    return {
      name: logNameOf(options.action, options.attempt),
      failure: `no log of this output is kept: ${causeOf(error.cause)}`,
    };
  }
}

function openLogFile(options: OutputLogOptions): { name: string; descriptor: number } {
  const first = logNameOf(options.action, options.attempt);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? first : first.replace(/\.log$/, `-${count}.log`);
    try {
      return { name, descriptor: openSync(join(options.folder, name), 'ax', 0o600) };
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') continue;
      throw new JournalError('log-not-opened', `the log ${name} could not be made in ${options.folder}`, {
        hint: 'Check that the disk is not full and that the folder of the run may be written.',
        cause,
      });
    }
  }
}
