import type { Project } from './unattended-project.ts';

/** Takes out of an unattended run's lines what differs from run to run: clock, elapsed time, number of the run. */
export function told(stdout: string): readonly string[] {
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) =>
    line
      .replace(/^\d+:\d\d /, '')
      .replace(/^run \d{4}-\d{4,6} of (.*), \d\d:\d\d:\d\dZ$/, 'run of $1')
      .replace(/, \d+:\d\d(?= of |,|$)/, ', -:--')
      .replace(/OVER BUDGET by \d+:\d\d/, 'OVER BUDGET by -:--'),
  );
}

/** How each step ended, in the order of the run: `id: outcome (detail)`. */
export function stepsOf(project: Project): readonly string[] {
  return project.events().flatMap((event) => {
    if (event.type !== 'step-ended') return [];
    return [`${event.step}: ${event.outcome}${event.detail === undefined ? '' : ` (${event.detail})`}`];
  });
}

/** Every attempt of every action: `address: outcome`, with what was said of it. */
export function actionsOf(project: Project): readonly string[] {
  return project.events().flatMap((event) => {
    if (event.type !== 'action-ended') return [];
    return [`${event.action}: ${event.outcome}${event.message === undefined ? '' : `, ${event.message}`}`];
  });
}

/** `succeeded, exit code 0`, then what kept it from that. */
export function endOf(project: Project): readonly string[] {
  return project.events().flatMap((event) => {
    if (event.type !== 'run-ended') return [];
    return [`${event.outcome}, exit code ${event.exitCode}`, ...event.reasons];
  });
}

/** The flags that a run which could not start asks for: one list per question, its possible answers in it. */
export function askedFor(stderr: string): readonly (readonly string[])[] {
  const questions: string[][] = [];
  for (const [, word, flag = ''] of stderr.matchAll(/^ +(add| or) {2}(--.+)$/gm)) {
    if (word === 'add') questions.push([flag]);
    else questions.at(-1)?.push(flag);
  }
  return questions;
}
