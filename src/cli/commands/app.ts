import { kubeconfigSource } from '../../adapters/kubeconfig-files.ts';
import { type KubernetesApi, openKubernetes } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { type AppCommand, missingRights, rightsFor, rightText, roleFor } from '../../rollback/workload/access.ts';
import { applyUndo } from '../../rollback/workload/apply-undo.ts';
import { auditImages } from '../../rollback/workload/audit-images.ts';
import { checkImages } from '../../rollback/workload/check-images.ts';
import { planUndo } from '../../rollback/workload/plan-undo.ts';
import { progressOf } from '../../rollback/workload/progress.ts';
import { readWorkload } from '../../rollback/workload/read-workload.ts';
import { checkReferences } from '../../rollback/workload/references.ts';
import { restart } from '../../rollback/workload/restart.ts';
import { currentOf, type Revision } from '../../rollback/workload/revision.ts';
import { together } from '../../rollback/workload/start-check.ts';
import { waitForWorkload } from '../../rollback/workload/wait-for-workload.ts';
import { parseWorkloadName, type WorkloadName, workloadText } from '../../rollback/workload/workload-name.ts';
import { parseDuration } from '../../runbook/duration.ts';
import { auditText, historyText, planText, statusText } from '../app-text.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { registryClients } from '../registry-clients.ts';
import { UsageError } from '../usage-error.ts';

export interface ClusterFlags {
  readonly context?: string;
  readonly namespace?: string;
  readonly json?: boolean;
}

/** `runbook app status WORKLOAD`: what runs, and how far it has come; 1 where it is not there. */
export async function status(text: string, flags: ClusterFlags): Promise<number> {
  const name = nameOf(text);
  const api = await open(flags);
  const workload = await readWorkload(api, name);
  const progress = progressOf(workload, undefined);
  const current = currentOf(workload.revisions);
  if (flags.json === true) {
    const shown = { revision: current && shownRevision(current), ...progress };
    writeJson({ v: 1, workload: workloadText(name), namespace: api.namespace, server: api.server, ...shown });
  } else writeResult(statusText(workload, current, progress).join('\n'));
  return progress.isDone ? 0 : 1;
}

export interface RestartFlags extends ClusterFlags {
  readonly wait?: boolean;
  readonly timeout: string;
}

/** `runbook app restart WORKLOAD`: new pods of the same template. */
export async function restartPods(text: string, flags: RestartFlags): Promise<number> {
  const name = nameOf(text);
  const timeoutMs = millisecondsOf(flags.timeout);
  const api = await open(flags);
  await refuseWithoutRights('restart', name, api);
  await restart(await readWorkload(api, name), api, new Date());
  writeMessage(`${workloadText(name)} is restarted.`);
  return flags.wait === true ? await waitFor(name, api, { timeoutMs, digest: undefined, json: false }) : 0;
}

/** `runbook app rbac WORKLOAD`: the Role that a command needs, for kubectl apply. */
export async function rbac(
  text: string,
  flags: { readonly for: AppCommand; readonly namespace?: string; readonly least?: boolean },
): Promise<number> {
  const name = nameOf(text);
  const rights = rightsFor(flags.for, name).filter(({ without }) => flags.least !== true || without === undefined);
  const optional = rights.filter(({ without }) => without !== undefined);
  const comments = optional.map((right) => `# Not needed: ${rightText(right)}; without it ${right.without}.`);
  const { stringify } = await import('yaml');
  const role = roleFor(rights, `runbook-${flags.for}-${name.name}`, flags.namespace ?? 'default');
  writeResult([...comments, stringify(role)].join('\n'));
  return 0;
}

/** `runbook images audit WORKLOAD`: whether its images let it be rolled back. */
export async function audit(text: string, flags: ClusterFlags): Promise<number> {
  const name = nameOf(text);
  const api = await open(flags);
  const audits = await auditImages(await readWorkload(api, name), registryClients());
  if (flags.json === true)
    writeJson({ v: 1, workload: workloadText(name), namespace: api.namespace, containers: audits });
  else writeResult(audits.flatMap(auditText).join('\n'));
  return audits.every(({ findings, notLookedAt }) => findings.length + notLookedAt.length === 0) ? 0 : 1;
}

/** `runbook app history WORKLOAD`: what could be gone back to. */
export async function history(text: string, flags: ClusterFlags): Promise<number> {
  const name = nameOf(text);
  const api = await open(flags);
  const workload = await readWorkload(api, name);
  const clientOf = registryClients();
  const rows = await Promise.all(
    workload.revisions.map(async (revision) => {
      const checks = await Promise.all([checkReferences(revision.template, api), checkImages(revision, clientOf)]);
      return { revision, start: together(...checks) };
    }),
  );
  if (flags.json === true) {
    const revisions = rows.map(({ revision, start }) => ({ ...shownRevision(revision), start }));
    writeJson({ v: 1, workload: workloadText(name), namespace: api.namespace, server: api.server, revisions });
  } else writeResult(historyText(workload, rows, new Date()).join('\n'));
  return 0;
}

export interface UndoFlags extends ClusterFlags {
  readonly to: string;
  readonly dryRun?: boolean;
  readonly resume?: boolean;
  readonly evenIfReverted?: boolean;
  readonly wait?: boolean;
  readonly timeout: string;
}

/** `runbook app undo WORKLOAD`: back to a template that worked, chosen by what it runs. */
export async function undo(text: string, flags: UndoFlags): Promise<number> {
  const name = nameOf(text);
  const timeoutMs = millisecondsOf(flags.timeout);
  const api = await open(flags);
  await refuseWithoutRights(flags.dryRun === true ? 'history' : 'undo', name, api);
  const workload = await readWorkload(api, name);
  const clientOf = registryClients();
  const { to, resume = false, evenIfReverted = false } = flags;
  const wish = { to, resume, evenIfReverted, checkImages: (revision: Revision) => checkImages(revision, clientOf) };
  const plan = await planUndo(workload, wish, api);
  const lines = planText(workload, plan);
  const isApplied = plan.state === 'ready' && flags.dryRun !== true;
  if (flags.json !== true) writeResult(lines.join('\n'));
  const undone = isApplied ? await applyUndo(workload, plan, api, new Date()) : undefined;
  if (flags.json === true)
    writeJson({
      v: 1,
      workload: workloadText(name),
      namespace: api.namespace,
      plan: shownPlan(plan),
      applied: isApplied,
      ...undone,
    });
  else if (undone !== undefined) {
    const { deletedPods, notMarked } = undone;
    for (const pod of deletedPods) writeMessage(`deleted the pod ${pod}, which held it up`);
    for (const why of notMarked) writeMessage(why);
    writeMessage(
      flags.wait === true
        ? 'Rolled back; waiting for it.'
        : `Rolled back. When it has arrived: runbook app wait ${workloadText(name)}`,
    );
  } else if (plan.state === 'ready') writeMessage('Nothing has been changed: this is what it would do.');
  if (plan.state === 'refused') return 1;
  if (!isApplied || flags.wait !== true) return 0;
  return await waitFor(name, api, { timeoutMs, digest: undefined, json: false });
}

export interface WaitFlags extends ClusterFlags {
  readonly timeout: string;
  readonly digest?: string;
}

/** `runbook app wait WORKLOAD`: until it runs what it should, or is known not to get there. */
export async function wait(text: string, flags: WaitFlags): Promise<number> {
  const name = nameOf(text);
  const timeoutMs = millisecondsOf(flags.timeout);
  return await waitFor(name, await open(flags), { timeoutMs, digest: flags.digest, json: flags.json === true });
}

async function waitFor(
  name: WorkloadName,
  api: KubernetesApi,
  { timeoutMs, digest, json }: { timeoutMs: number; digest: string | undefined; json: boolean },
): Promise<number> {
  const beganMs = Date.now();
  const end = await waitForWorkload(name, api, {
    ...{ timeoutMs, digest },
    progress: ({ text }) => (json ? undefined : writeMessage(`${secondsSince(beganMs)}  ${text}`)),
  });
  const elapsedMs = Date.now() - beganMs;
  if (json) {
    const shown = end.state === 'done' ? { ...end, revision: shownRevision(end.revision) } : end;
    writeJson({ v: 1, workload: workloadText(name), namespace: api.namespace, elapsedMs, ...shown });
    return end.state === 'done' ? 0 : 1;
  }
  switch (end.state) {
    case 'done': {
      const images = end.revision.images.map(
        ({ container, image, digest: of }) => `  ${container}  ${image}  ${of ?? 'digest not known'}`,
      );
      writeResult(
        [`${workloadText(name)} runs ${end.revision.version ?? 'it'}, all of its pods are available`, ...images].join(
          '\n',
        ),
      );
      if (end.notMarked !== undefined) writeMessage(end.notMarked);
      return 0;
    }
    case 'failed':
      writeMessage(
        [
          `${workloadText(name)} will not get there:`,
          ...end.why.map((why) => `  ${why}`),
          ...end.log.map((line) => `  | ${line}`),
          end.hint,
        ].join('\n'),
      );
      return 1;
    case 'timeout':
      writeMessage(
        `${workloadText(name)} is not there after ${secondsSince(beganMs)}: ${end.last?.text ?? 'the API server gave no answer'}`,
      );
      return 1;
  }
}

function secondsSince(beganMs: number): string {
  return `${Math.round((Date.now() - beganMs) / 1_000)} s`;
}

function shownRevision({ template: _template, path: _path, ...shown }: Revision) {
  return shown;
}

function shownPlan(plan: Awaited<ReturnType<typeof planUndo>>) {
  switch (plan.state) {
    case 'ready':
      return { ...plan, from: plan.from && shownRevision(plan.from), to: shownRevision(plan.to) };
    case 'nothing-to-do':
      return { ...plan, at: shownRevision(plan.at) };
    case 'refused':
      return plan;
  }
}

function open({ context, namespace }: ClusterFlags): Promise<KubernetesApi> {
  return openKubernetes(kubeconfigSource(process.env), { context, namespace });
}

/** Before anything is read or written, so that nothing is done by half. */
async function refuseWithoutRights(command: AppCommand, name: WorkloadName, api: KubernetesApi): Promise<void> {
  const missing = await missingRights(rightsFor(command, name), api);
  if (missing.length === 0) return;
  throw new KubernetesError('denied', `these credentials may not ${missing.map(rightText).join(', nor ')}`, {
    hint: `A Role with these rights: runbook app rbac ${workloadText(name)} --for ${command} --namespace ${api.namespace}`,
  });
}

function nameOf(text: string): WorkloadName {
  const name = parseWorkloadName(text);
  if ('kind' in name) return name;
  throw new UsageError(
    `${text} names no workload: ${name.why}`,
    'Write it as kubectl does: deployment/payment-processor.',
  );
}

function millisecondsOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`"${text}" is no duration`, 'Write it as 90s, 4m or 1m30s.');
  return ms;
}
