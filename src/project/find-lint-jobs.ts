import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import type { Config } from '../runbook/config.ts';
import { UsageError } from './usage-error.ts';

/** What a file is read as. */
export type LintKind = 'runbook' | 'script' | 'manifests' | 'migration';

/** Files that are read together, by their absolute paths, and those of them that are spoken of. */
export interface LintJob {
  readonly kind: LintKind;
  readonly paths: readonly string[];
  /** Only these; absent: all of them. */
  readonly about?: readonly string[];
}

export interface Where {
  readonly root: string;
  readonly workingFolder: string;
  readonly config: Config;
}

/** What `runbook lint PATHS` looks at; without paths what the configuration names, else every Markdown file of `runbooks/`, else of the folder. */
export function findLintJobs(paths: readonly string[], where: Where): readonly LintJob[] {
  const jobs = paths.length === 0 ? jobsOfConfig(where) : paths.flatMap((path) => jobsOfPath(path, where));
  const isIgnored = ignores(where);
  const seen = new Set<string>();
  return jobs.flatMap((job): readonly LintJob[] => {
    const kept = job.paths.filter((path) => !isIgnored(path));
    const key = `${job.kind} ${kept.join('\n')}`;
    if (kept.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [{ ...job, paths: kept }];
  });
}

function jobsOfConfig({ root, config }: Where): readonly LintJob[] {
  const absolute = (paths: readonly string[] = []) => paths.map((path) => mustBeThere(join(root, path), path));
  const runbooks = existsSync(join(root, 'runbooks')) ? [join(root, 'runbooks')] : [root];
  const folders = (config.migrations ?? []).map(({ path }) => mustBeThere(join(root, path), path));
  return [
    ...(config.runbooks === undefined ? runbooks : absolute(config.runbooks)).flatMap(runbooksBelow),
    ...absolute(config.scripts).flatMap((path) => singles('script', filesBelow(path, isScript))),
    ...absolute(config.manifests).flatMap((path) => singles('manifests', filesBelow(path, isYaml))),
    ...folders.map((folder): LintJob => ({ kind: 'migration', paths: filesBelow(folder, isMigration) })),
  ];
}

/** A folder is searched for Markdown; a file is what its name says. */
function jobsOfPath(path: string, { workingFolder, config, root }: Where): readonly LintJob[] {
  const absolute = mustBeThere(resolve(workingFolder, path), path);
  if (statSync(absolute).isDirectory()) return runbooksBelow(absolute);
  const kind = kindOf(absolute);
  if (kind !== 'migration') return singles(kind, [absolute]);
  const folders = (config.migrations ?? []).map((one) => join(root, one.path));
  const folder = folders.find((one) => absolute.startsWith(`${one}/`)) ?? join(absolute, '..');
  return [{ kind, paths: filesBelow(folder, isMigration), about: [absolute] }];
}

const kinds: Readonly<Record<string, LintKind>> = {
  '.sh': 'script',
  '.bash': 'script',
  '.yaml': 'manifests',
  '.yml': 'manifests',
  '.sql': 'migration',
  '.ts': 'migration',
  '.mts': 'migration',
  '.cts': 'migration',
  '.js': 'migration',
  '.mjs': 'migration',
  '.cjs': 'migration',
};

/** What a file is read as, by its name. */
export function kindOf(path: string): LintKind {
  return kinds[extname(path).toLowerCase()] ?? 'runbook';
}

function singles(kind: LintKind, paths: readonly string[]): readonly LintJob[] {
  return paths.map((path) => ({ kind, paths: [path] }));
}

function runbooksBelow(path: string): readonly LintJob[] {
  return singles('runbook', filesBelow(path, isMarkdown));
}

const isMarkdown = (name: string) => /\.(?:md|markdown|mdx)$/i.test(name);
const isYaml = (name: string) => /\.ya?ml$/i.test(name);
const isScript = (name: string) => /\.(?:sh|bash)$/i.test(name);
const isMigration = (name: string) => kindOf(name) === 'migration' && !name.endsWith('.d.ts');

/** A file by itself, or all of that kind below a folder, hidden folders and node_modules left out; in order. */
function filesBelow(path: string, isMeant: (name: string) => boolean): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const files: string[] = [];
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const full = join(next, entry.name);
      if (entry.isDirectory()) open.push(full);
      else if (entry.isFile() && isMeant(entry.name)) files.push(full);
    }
  }
  return files.toSorted();
}

function mustBeThere(path: string, shown: string): string {
  if (existsSync(path)) return path;
  throw new UsageError(`${shown}: there is no such file or folder`, 'Check the path; - reads standard input.');
}

/** Patterns are matched against paths from the root; one without a slash against names, as in .gitignore. */
function ignores({ root, config }: Where): (path: string) => boolean {
  const patterns = config.lint?.ignore ?? [];
  if (patterns.length === 0) return () => false;
  const matchers = patterns.map((pattern) => {
    const plain = pattern.replace(/\/$/, '');
    const anywhere = plain.includes('/') ? [plain, `${plain}/**`] : [`**/${plain}`, `**/${plain}/**`];
    return picomatch(anywhere, { dot: true });
  });
  return (path) => matchers.some((matches) => matches(relative(root, path).replaceAll('\\', '/')));
}
