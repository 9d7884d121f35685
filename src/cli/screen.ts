import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RunState } from '../events/run-state.ts';
import type { KeptOutput } from '../journal/output-log.ts';
import type { Prompter, PromptView } from '../runner/prompter.ts';
import type { Watcher } from '../runner/running.ts';
import type { Ready } from './ready.ts';

/** What a run looks like from outside: a person's terminal, or one line per event. */
export interface Screen extends Disposable {
  readonly prompter: Prompter;
  readonly watcher: Watcher;
  output(output: KeptOutput): void;
  /** Shows what will be run while the checks are out, and resolves when the responder starts, or leaves. */
  start(ready: Promise<Ready>, diagnostics: readonly Diagnostic[]): Promise<'started' | 'left'>;
  /** The screen on which a run goes on in which nothing was in flight; resolves when the responder goes on, or leaves. */
  askResume(view: PromptView): Promise<'on' | 'left'>;
  /** Where the run is kept, as soon as that is known. */
  opened(folder: string): void;
  finish(state: RunState, folder: string): void;
}
