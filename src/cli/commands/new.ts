import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import { findRoot } from '../../journal/find-root.ts';
import { readConfig } from '../../project/read-config.ts';
import { UsageError } from '../../project/usage-error.ts';
import { isComponentName } from '../../scaffold/component-name.ts';
import { fillTemplate } from '../../scaffold/fill-template.ts';
import { rollbackTemplates, rollbackValues } from '../../scaffold/rollback-files.ts';
import { type Missing, toFillIn } from '../../scaffold/to-fill-in.ts';
import { findProjectFacts } from '../find-project-facts.ts';
import { writeMessage } from '../output.ts';
import { readTemplate } from '../read-template.ts';
import { assumedOf, given, type RollbackFlags, rollbackFacts, workloadSought } from '../rollback-facts.ts';
import { type PlannedFile, unwritten, type WriteFlags, writeFiles } from '../write-files.ts';

export interface NewFlags extends WriteFlags {
  readonly output?: string;
  readonly template?: string;
  readonly owner?: string;
}

export interface NewRollbackFlags extends NewFlags, RollbackFlags {}

/** `runbook new rollback NAME`: all that a rollback of a component needs, filled in with what is found here. */
export async function newRollback(name: string, flags: NewRollbackFlags): Promise<number> {
  refuseName(name);
  const { root, folder, own } = placesOf(flags);
  const found = await findProjectFacts(root, workloadSought(name, flags));
  const facts = rollbackFacts(name, flags, found, { root, folder });
  const values = rollbackValues(facts);
  const files = rollbackTemplates(facts).map(({ template, path, isProgram }): PlannedFile => {
    return { path: join(folder, path), text: fillTemplate(readTemplate(template, own), values), isProgram };
  });
  const { state, written, kept } = await writeFiles(root, files, flags);
  const code = unwritten[state];
  if (code !== undefined) return code;
  const fresh = files.filter(({ path }) => written.includes(path));
  const missing = toFillIn(facts, assumedOf(flags, found), fresh);
  if (flags.json !== true)
    writeMessage([...keptText(kept), ...missingText(missing), ...nextSteps(files[0]?.path, written)].join('\n'));
  return 0;
}

/** `runbook new blank NAME`: the smallest runbook that says everything. */
export async function newBlank(name: string, flags: NewFlags): Promise<number> {
  refuseName(name);
  const { root, folder, own } = placesOf(flags);
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const texts = {
    ...{
      title,
      owner: given('owner', flags.owner) ?? 'platform',
      purpose: `${title}, so that the service works again`,
    },
    when: 'The service does not do what it should',
  };
  const text = fillTemplate(readTemplate('blank.md', own), { texts, flags: {} });
  const path = join(folder, `${name}.md`);
  const { state, written } = await writeFiles(root, [{ path, text, isProgram: false }], flags);
  const code = unwritten[state];
  if (code !== undefined) return code;
  const missing = written.length === 0 ? [] : standIns(text, path);
  if (flags.json !== true) writeMessage([...missingText(missing), ...nextSteps(path, written)].join('\n'));
  return 0;
}

/** What stands in a blank runbook so that it can be read and run at all. */
function standIns(text: string, path: string): readonly Missing[] {
  const line = (start: string) => {
    const at = text.split('\n').findIndex((one) => one.startsWith(start));
    return at === -1 ? undefined : `${path}:${at + 1}`;
  };
  return [
    { text: 'steps: one that only looks at the clock', place: line('### ') },
    { text: 'success criteria', place: line('- [ ] ') },
    { text: 'whom to call', place: line('- On call') },
  ];
}

function refuseName(name: string): void {
  if (isComponentName(name)) return;
  throw new UsageError(
    `"${name}" cannot be the name of a component`,
    'Use a-z, 0-9 and -, as Kubernetes does: payment-processor.',
  );
}

function placesOf(flags: NewFlags) {
  const root = findRoot(process.cwd());
  const config = readConfig(root);
  if (flags.template !== undefined && !existsSync(flags.template))
    throw new UsageError(`${flags.template} is no folder`, 'Name the folder that holds your templates.');
  const own = flags.template ?? (config.templates === undefined ? undefined : join(root, config.templates));
  const folder = flags.output === undefined ? (config.runbooks?.[0] ?? 'runbooks') : relative(root, flags.output);
  return { root, folder, own };
}

function keptText(kept: readonly string[]): readonly string[] {
  if (kept.length === 0) return [];
  return ['', 'No flag changes a file that is there. Remove it to have it made anew, or give --output another folder.'];
}

/** `file:line` on a line of its own, so that an editor or a terminal leads there. */
function missingText(missing: readonly Missing[]): readonly string[] {
  if (missing.length === 0) return [];
  const columns = (process.stderr.columns ?? 80) - 2;
  const rows = missing.flatMap(({ text, place }) => [
    ...wrapText(text, columns).map((line) => `  ${line}`),
    ...(place === undefined ? [] : [`    ${place}`]),
  ]);
  return ['', 'To fill in, or to correct:', ...rows];
}

function nextSteps(path: string | undefined, written: readonly string[]): readonly string[] {
  if (path === undefined || written.length === 0) return [];
  return ['', 'Next:', `  runbook lint ${path} --preset strict`, `  runbook plan ${path}`];
}
