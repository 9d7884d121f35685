import type { Template } from '../../rollback/objects/objects.ts';
import { type AppCommand, rightsFor, rightText, rolesFor } from '../../rollback/workload/access.ts';
import { checkImages } from '../../rollback/workload/check-images.ts';
import { progressOf } from '../../rollback/workload/progress.ts';
import { pullSecretsOf } from '../../rollback/workload/pull-secrets.ts';
import { readWorkload } from '../../rollback/workload/read-workload.ts';
import { checkReferences } from '../../rollback/workload/references.ts';
import { restart } from '../../rollback/workload/restart.ts';
import { currentOf, shownRevision } from '../../rollback/workload/revision.ts';
import { together } from '../../rollback/workload/start-check.ts';
import { workloadText } from '../../rollback/workload/workload-name.ts';
import { historyText, statusText } from '../app-text.ts';
import { exitCodeOf, followWorkload, shownEnd } from '../follow-workload.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { registryClients } from '../registry-clients.ts';
import {
  type ClusterFlags,
  headOf,
  millisecondsOf,
  openCluster,
  readWithRights,
  workloadNamed,
} from '../workload-flags.ts';

/** `runbook app status WORKLOAD`: what runs, and how far it has come; 1 where it is not there. */
export async function status(text: string, flags: ClusterFlags): Promise<number> {
  const name = workloadNamed(text);
  const api = await openCluster(flags);
  const workload = await readWorkload(api, name);
  const progress = progressOf(workload, {});
  const current = currentOf(workload.revisions);
  if (flags.json === true) {
    const shown = { revision: current && shownRevision(current), ...progress };
    writeJson({ ...headOf(name, api), ...shown });
  } else writeResult(statusText(workload, current, progress).join('\n'));
  return progress.isDone ? 0 : 1;
}

export interface RestartFlags extends ClusterFlags {
  readonly wait?: boolean;
  readonly timeout: string;
}

/** `runbook app restart WORKLOAD`: new pods of the same template. */
export async function restartPods(text: string, flags: RestartFlags): Promise<number> {
  const name = workloadNamed(text);
  const timeoutMs = millisecondsOf(flags.timeout);
  const api = await openCluster(flags);
  const form = flags.json === true ? 'json' : 'lines';
  await restart(await readWithRights('restart', name, api), api, new Date());
  if (form === 'lines') writeMessage(`${workloadText(name)} is restarted.`);
  const followed = flags.wait === true ? await followWorkload(name, api, { timeoutMs, form }) : undefined;
  if (form === 'json') writeJson({ ...headOf(name, api), restarted: true, wait: followed && shownEnd(followed) });
  return followed === undefined ? 0 : exitCodeOf(followed);
}

/** `runbook app rbac WORKLOAD`: the Role that a command needs, for kubectl apply. */
export async function rbac(
  text: string,
  flags: { readonly for: AppCommand; readonly namespace?: string; readonly least?: boolean },
): Promise<number> {
  const name = workloadNamed(text);
  const rights = rightsFor(flags.for, name).filter(({ without }) => flags.least !== true || without === undefined);
  const optional = rights.filter(({ without }) => without !== undefined);
  const comments = optional.map((right) => `# Not needed: ${rightText(right)}; without it ${right.without}.`);
  const { stringify } = await import('yaml');
  const roles = rolesFor(rights, `runbook-${flags.for}-${name.name}`, flags.namespace ?? 'default');
  writeResult([...comments, roles.map((role) => stringify(role)).join('---\n')].join('\n'));
  return 0;
}

/** `runbook app history WORKLOAD`: what could be gone back to. */
export async function history(text: string, flags: ClusterFlags): Promise<number> {
  const name = workloadNamed(text);
  const api = await openCluster(flags);
  const workload = await readWorkload(api, name);
  const clientsFor = (template: Template) => registryClients(() => pullSecretsOf(template, api));
  const rows = await Promise.all(
    workload.revisions.map(async (revision) => {
      const checks = await Promise.all([
        checkReferences(revision.template, api),
        checkImages(revision, clientsFor(revision.template)),
      ]);
      return { revision, start: together(...checks) };
    }),
  );
  if (flags.json === true) {
    const revisions = rows.map(({ revision, start }) => ({ ...shownRevision(revision), start }));
    writeJson({ ...headOf(name, api), revisions });
  } else writeResult(historyText(workload, rows, new Date()).join('\n'));
  return 0;
}

export interface WaitFlags extends ClusterFlags {
  readonly timeout: string;
  readonly digest?: string;
}

/** `runbook app wait WORKLOAD`: until it runs what it should, or is known not to get there. */
export async function wait(text: string, flags: WaitFlags): Promise<number> {
  const name = workloadNamed(text);
  const timeoutMs = millisecondsOf(flags.timeout);
  const form = flags.json === true ? 'json' : 'lines';
  const api = await openCluster(flags);
  const followed = await followWorkload(name, api, { timeoutMs, digest: flags.digest, form });
  if (form === 'json') writeJson({ ...headOf(name, api), ...shownEnd(followed) });
  return exitCodeOf(followed);
}
