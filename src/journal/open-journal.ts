import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Envelope, EventBody, RunEvent } from '../events/event.ts';
import { parseEvent } from '../events/parse-event.ts';
import type { Clock, EventSink, OutputLog, WrittenEvent } from '../runner/ports.ts';
import { hashOfLine, noLine } from './chain.ts';
import { causeOf, JournalError } from './journal-error.ts';
import { giveReserve, makeReserve, takeRefuge } from './journal-refuge.ts';
import { parseJson, splitLines } from './json-lines.ts';
import { flushFolder } from './new-run.ts';
import { type KeptOutput, openOutputLog } from './output-log.ts';
import { journalFile } from './read-journal.ts';
import type { Redactor } from './redact.ts';
import { redactEvent } from './redact-event.ts';

const flush = promisify(fdatasync);

export interface JournalOptions {
  /** The folder of the run; it must exist. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'monoMs' | 'now'>;
  readonly redactor: Redactor;
  /** Called with all output as it is kept, for whoever shows it. */
  readonly onOutput?: ((output: KeptOutput) => void) | undefined;
  /** Where the run goes on to be kept when its folder takes no more, in this order. Without them a full disk throws. */
  readonly refuges?: readonly string[] | undefined;
  /** Hears of every such change, in one sentence. */
  readonly onTrouble?: ((text: string) => void) | undefined;
}

/** Where the next line goes on. */
interface Position {
  readonly bytes: number;
  readonly seq: number;
  readonly prev: string;
  readonly last?: Envelope | undefined;
}

/** Opens the journal of a run, to begin it or to go on with it; a torn last line is cut off first. */
export function openJournal(options: JournalOptions): Journal {
  try {
    const descriptor = openSync(join(options.folder, journalFile), 'a+', 0o600);
    flushFolder(options.folder);
    const journal = new Journal(options, descriptor);
    if (options.refuges !== undefined) makeReserve(options.folder);
    return journal;
  } catch (cause) {
    throw new JournalError('journal-not-opened', `the journal of ${options.folder} cannot be opened`, {
      hint: 'Check that the disk is not full and that the folder may be written.',
      cause,
    });
  }
}

/** The one writer of a run's journal. What it has acknowledged is on the disk. */
export class Journal implements EventSink, AsyncDisposable {
  /** Bytes of a torn last line that were cut off on opening. */
  readonly recoveredBytes: number;
  readonly #options: JournalOptions;
  #descriptor: number;
  #folder: string;
  /** All of them, so that the journal can go on elsewhere. */
  readonly #lines: Buffer[];
  /** How many of them are in the file. */
  #written: number;
  readonly #beganMs: number;
  readonly #logs = new Set<OutputLog>();
  #position: Position;
  #flushing: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #failure: JournalError | undefined;

  constructor(options: JournalOptions, descriptor: number) {
    this.#options = options;
    this.#descriptor = descriptor;
    const { position, recoveredBytes, lines } = recover(descriptor);
    this.#position = position;
    this.#folder = options.folder;
    this.#lines = lines;
    this.#written = lines.length;
    this.recoveredBytes = recoveredBytes;
    this.#beganMs = options.clock.monoMs() - elapsedBefore(position.last, options.clock.now());
  }

  /** Resolves when the event is on disk. */
  async append(body: EventBody): Promise<RunEvent> {
    const { event, flushed } = this.write(body);
    await flushed;
    return event;
  }

  /** Lines are written in the order of the calls; those that come while the disk is busy share its next flush. */
  write(body: EventBody): WrittenEvent {
    if (this.#failure !== undefined && !this.#mayGoOn(this.#failure)) throw this.#failure;
    const event: RunEvent = { ...this.#envelope(), ...redactEvent(body, this.#options.redactor.text) };
    const line = Buffer.from(JSON.stringify(event));
    this.#lines.push(Buffer.concat([line, Buffer.from('\n')]));
    this.#writeOn();
    this.#position = { ...this.#position, seq: event.seq + 1, prev: hashOfLine(line) };
    return { event, flushed: this.isKept() ? this.#flushed() : Promise.resolve() };
  }

  /** Whether everything that was written is in a file; else it is in memory only, and is written when there is room. */
  isKept(): boolean {
    return this.#written === this.#lines.length;
  }

  /** Where the run is kept now. */
  get folder(): string {
    return this.#folder;
  }

  openLog(action: string, attempt: number): OutputLog {
    const { redactor, onOutput, refuges } = this.#options;
    const whenFull = refuges === undefined ? 'throw' : 'go-on';
    const log = openOutputLog({ folder: this.#folder, action, attempt, redactor, onOutput, whenFull });
    const ending: OutputLog = {
      write: log.write,
      end: () => {
        this.#logs.delete(ending);
        return log.end();
      },
    };
    this.#logs.add(ending);
    return ending;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#failure?.code === 'journal-closed') return;
    for (const log of this.#logs) log.end();
    await this.#flushing.catch(() => undefined);
    this.#failure = new JournalError('journal-closed', `the journal of ${this.#options.folder} is closed`, {
      hint: 'This is a defect: an event came after the end of the run.',
    });
    closeSync(this.#descriptor);
  }

  #envelope(): Envelope {
    const { clock } = this.#options;
    return {
      v: 1,
      seq: this.#position.seq,
      at: clock.now().toISOString(),
      monoMs: Math.max(0, Math.round(clock.monoMs() - this.#beganMs)),
      prev: this.#position.prev,
    };
  }

  /** Appends what is not in the file yet; when it takes no more, elsewhere; else it stays in memory, and is said. */
  #writeOn(): void {
    const wasKept = this.#written === this.#lines.length - 1;
    try {
      this.#appendLines();
      if (!wasKept) this.#tell('there is room for the journal again; nothing of it was lost');
    } catch (error) {
      if (this.#options.refuges === undefined) this.#lines.pop();
      if (this.#options.refuges === undefined || !isNoRoom(error)) throw error;
      this.#goElsewhere(causeOf(error.cause), wasKept);
    }
  }

  #appendLines(): void {
    try {
      this.#append(Buffer.concat(this.#lines.slice(this.#written)));
    } catch (error) {
      if (!isNoRoom(error) || !giveReserve(this.#folder)) throw error;
      this.#append(Buffer.concat(this.#lines.slice(this.#written)));
      this.#tell('the disk is full: the journal uses the room that was kept for it; make room now');
    }
    this.#written = this.#lines.length;
  }

  #append(lines: Buffer): void {
    const { bytes } = this.#position;
    if (fstatSync(this.#descriptor).size !== bytes) {
      throw new JournalError(
        'journal-has-another-writer',
        `something else has written to the journal of ${this.#folder}`,
        { hint: 'End the other `runbook` that has this run, then resume it.' },
      );
    }
    try {
      for (let written = 0; written < lines.length; ) written += writeSync(this.#descriptor, lines, written);
      this.#position = { ...this.#position, bytes: bytes + lines.length };
    } catch (cause) {
      const error = new JournalError('journal-not-written', `the journal of ${this.#folder} cannot be written`, {
        hint: 'Make room on the disk, then resume the run; what was not journaled was not begun.',
        cause,
      });
      this.#cutBack(error);
      throw error;
    }
  }

  #goElsewhere(why: string, wasKept: boolean): void {
    const { refuges = [] } = this.#options;
    const others = refuges.filter((folder) => folder !== this.#folder);
    const refuge = takeRefuge(this.#folder, others, this.#lines);
    if (refuge === undefined) {
      if (wasKept) this.#tell(`the journal cannot be kept anywhere: ${why}; it is in memory only`);
      return;
    }
    closeSync(this.#descriptor);
    const before = this.#folder;
    this.#descriptor = refuge.descriptor;
    this.#folder = refuge.folder;
    this.#failure = undefined;
    this.#written = this.#lines.length;
    this.#position = { ...this.#position, bytes: fstatSync(refuge.descriptor).size };
    this.#tell(`the run is kept in ${refuge.folder} from here on, because ${before} takes no more: ${why}`);
  }

  /** A file that takes no more is left for another one; a journal that is closed is closed. */
  #mayGoOn({ code }: JournalError): boolean {
    return this.#options.refuges !== undefined && (code === 'journal-not-written' || code === 'journal-not-flushed');
  }

  /** Not in the middle of the event that it is about. */
  #tell(text: string): void {
    queueMicrotask(() => this.#options.onTrouble?.(text));
  }

  /** Takes half a line away again, so that the event can be appended once there is room. */
  #cutBack(error: JournalError): void {
    try {
      ftruncateSync(this.#descriptor, this.#position.bytes);
    } catch {
      this.#failure = error;
    }
  }

  #flushed(): Promise<void> {
    if (this.#waiting !== undefined) return this.#waiting;
    const waiting = this.#flushing.then(async () => {
      // What is written in the same turn is on disk with it.
      await setImmediate();
      this.#waiting = undefined;
      await this.#flush();
    });
    this.#flushing = waiting;
    this.#waiting = waiting;
    return waiting;
  }

  /** After a failed flush nobody knows what is on the disk, so nothing more is acknowledged. */
  async #flush(): Promise<void> {
    try {
      await flush(this.#descriptor);
    } catch (cause) {
      if (this.#options.refuges !== undefined) {
        this.#goElsewhere(causeOf(cause), true);
        if (this.isKept()) return;
      }
      this.#failure = new JournalError(
        'journal-not-flushed',
        `the disk did not take the journal of ${this.#options.folder}`,
        { hint: 'Look at the disk, then resume the run: it shows what is on it.', cause },
      );
      throw this.#failure;
    }
  }
}

function isNoRoom(error: unknown): error is JournalError {
  return error instanceof JournalError && error.code === 'journal-not-written';
}

interface Recovered {
  readonly position: Position;
  readonly recoveredBytes: number;
  /** Each with its line feed. */
  readonly lines: Buffer[];
}

function recover(descriptor: number): Recovered {
  const size = fstatSync(descriptor).size;
  if (size === 0) return { position: { bytes: 0, seq: 0, prev: noLine }, recoveredBytes: 0, lines: [] };
  const { lines, end } = splitLines(readFileSync(descriptor));
  const recoveredBytes = end.state === 'torn' ? end.bytes : 0;
  if (end.state === 'torn') ftruncateSync(descriptor, size - end.bytes);
  if (end.state === 'unterminated') writeSync(descriptor, '\n');
  const line = lines.at(-1);
  if (line === undefined) return { position: { bytes: 0, seq: 0, prev: noLine }, recoveredBytes, lines: [] };
  const last = parseEvent(parseJson(line));
  const known = last.type === 'unknown' ? undefined : last;
  const bytes = fstatSync(descriptor).size;
  const seq = known === undefined ? lines.length : known.seq + 1;
  const kept = lines.map((one) => Buffer.concat([one, Buffer.from('\n')]));
  return { position: { bytes, seq, prev: hashOfLine(line), last: known }, recoveredBytes, lines: kept };
}

/** After a crash the run's clock goes on where the wall's is now: the outage did not wait. A wall clock set back adds nothing. */
function elapsedBefore(last: Envelope | undefined, now: Date): number {
  if (last === undefined) return 0;
  return last.monoMs + Math.max(0, now.getTime() - Date.parse(last.at));
}
