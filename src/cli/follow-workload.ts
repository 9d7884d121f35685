import type { KubernetesApi } from '../adapters/kubernetes-api.ts';
import { type Revision, shownRevision } from '../rollback/workload/revision.ts';
import { type WaitEnd, type WaitOptions, waitForWorkload } from '../rollback/workload/wait-for-workload.ts';
import { type WorkloadName, workloadText } from '../rollback/workload/workload-name.ts';
import { openLiveLine } from './live-line.ts';
import { writeMessage, writeResult } from './output.ts';

export interface Followed {
  readonly end: WaitEnd;
  readonly elapsedMs: number;
}

export interface Following extends Omit<WaitOptions, 'progress'> {
  /** What somebody reads, line by line as it comes; otherwise it is said by whoever asked, in one piece. */
  readonly form: 'lines' | 'json';
}

/** Waits for a workload, and says how far it is. */
export async function followWorkload(name: WorkloadName, api: KubernetesApi, how: Following): Promise<Followed> {
  const beganMs = Date.now();
  const { form, ...options } = how;
  const end = await waitAloud(name, api, options, form);
  const followed = { end, elapsedMs: Date.now() - beganMs };
  if (form === 'lines') sayEnd(name, followed);
  return followed;
}

async function waitAloud(
  name: WorkloadName,
  api: KubernetesApi,
  options: Omit<WaitOptions, 'progress'>,
  form: Following['form'],
): Promise<WaitEnd> {
  if (form === 'json') return await waitForWorkload(name, api, { ...options, progress: () => undefined });
  using line = openLiveLine(process.stderr, writeMessage);
  return await waitForWorkload(name, api, { ...options, progress: (text) => line.say(text) });
}

export function exitCodeOf({ end }: Followed): number {
  return end.state === 'done' ? 0 : 1;
}

/** For `--json`. */
export function shownEnd({ end, elapsedMs }: Followed) {
  return { elapsedMs, ...(end.state === 'done' ? { ...end, revision: shownRevision(end.revision) } : end) };
}

function sayEnd(name: WorkloadName, { end, elapsedMs }: Followed): void {
  switch (end.state) {
    case 'done':
      writeResult(doneLines(name, end.revision).join('\n'));
      if (end.notMarked !== undefined) writeMessage(end.notMarked);
      return;
    case 'failed':
      writeMessage(
        [
          `${workloadText(name)} will not get there:`,
          ...end.why.map((why) => `  ${why}`),
          ...(end.event === undefined ? [] : [`  event  ${end.event}`]),
          ...end.log.map((line) => `  | ${line}`),
          end.hint,
        ].join('\n'),
      );
      return;
    case 'timeout': {
      const last = end.last ?? 'the API server gave no answer';
      writeMessage(`${workloadText(name)} is not there after ${secondsOf(elapsedMs)}: ${last}`);
      return;
    }
  }
}

function doneLines(name: WorkloadName, { version, images }: Revision): readonly string[] {
  return [
    `${workloadText(name)} runs ${version ?? 'it'}, all of its pods are available`,
    ...images.map(({ container, image, digest }) => `  ${container}  ${image}  ${digest ?? 'digest not known'}`),
  ];
}

function secondsOf(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
