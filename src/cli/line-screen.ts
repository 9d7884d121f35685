import { escapeControls } from '../diagnostics/escape-controls.ts';
import { escapeOutput } from '../journal/escape-output.ts';
import { plainLine } from '../reporters/plain-lines.ts';
import { formatClock } from '../runbook/duration.ts';
import type { GivenAnswers } from '../runner/given-answers.ts';
import { createUnattendedPrompter } from '../runner/unattended-prompter.ts';
import { createOutputLines } from '../terminal/output-lines.ts';
import { createSilenceWatch } from '../terminal/silence-watch.ts';
import { highlight, styleFor } from '../terminal/style.ts';
import type { Screen } from './screen.ts';

/** One line per event, run clock first, each meaningful when it is the only one that grep finds; nobody is asked. */
export function createLineScreen(given: GivenAnswers, form: 'words' | 'json'): Screen {
  const style = styleFor(process.stdout, process.env);
  const write = (text: string) => void process.stdout.write(text);
  const say = (text: string) => {
    for (const line of text.split('\n')) write(`${highlight(escapeControls(line), style)}\n`);
  };
  let beganMs = performance.now();
  const stamp = () => formatClock(performance.now() - beganMs);
  const show = (line: string) => write(`${stamp()}  | ${line}\n`);
  const lines = createOutputLines({ show, makeSafe: escapeOutput, monoMs: () => performance.now() });
  const silence = createSilenceWatch((text) => say(`${stamp()} ${text}`));
  return {
    prompter: createUnattendedPrompter(given),
    watcher: {
      event(event, state) {
        if (form === 'json') {
          write(`${JSON.stringify(event)}\n`);
          return;
        }
        silence.event(event);
        if (event.type === 'run-started' || event.type === 'run-resumed') beganMs = performance.now() - event.monoMs;
        if (event.type === 'action-ended') lines.flush();
        const line = plainLine(event, state);
        if (line !== undefined) say(line);
      },
      output: () => undefined,
    },
    output: ({ chunk }) => {
      if (form === 'json') return;
      silence.heard();
      lines.push(chunk);
    },
    start: async () => 'started',
    askResume: async () => 'on',
    opened: () => undefined,
    finish: () => undefined,
    [Symbol.dispose]: () => undefined,
  };
}
