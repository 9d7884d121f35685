import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillTemplate } from '../../scaffold/fill-template.ts';
import { findMigrations } from '../find-project-facts.ts';
import { writeMessage } from '../output.ts';
import { readTemplate } from '../read-template.ts';
import { version } from '../version.ts';
import { type PlannedFile, unwritten, type WriteFlags, writeFiles } from '../write-files.ts';

export interface InitFlags extends WriteFlags {
  readonly ci: 'github' | 'none';
  /** A small site that shows the runbooks. */
  readonly site?: boolean;
  readonly preset: string;
}

/** Where manifests of Kubernetes mostly are. */
const manifestFolders = ['k8s', 'kubernetes', 'deploy', 'manifests'];

/** `runbook init`: what a repository needs to begin; what is there already stays as it is. */
export async function init(flags: InitFlags): Promise<number> {
  const root = process.cwd();
  const manifests = manifestFolders.find((one) => existsSync(join(root, one)));
  const migrations = findMigrations(root);
  const values = {
    texts: { preset: flags.preset, version, manifests: manifests ?? '', migrations: migrations ?? '' },
    flags: { manifests: manifests !== undefined, migrations: migrations !== undefined },
  };
  const fill = (name: string) => fillTemplate(readTemplate(`init/${name}`, undefined), values);
  const first = fillTemplate(readTemplate('blank.md', undefined), {
    texts: {
      title: 'Look at the service',
      owner: 'platform',
      purpose: 'See whether the service works, before anything is changed',
      when: 'Somebody says that it does not',
    },
    flags: {},
  });
  const file = (path: string, text: string): PlannedFile => ({ path, text, isProgram: false });
  const { state, kept } = await writeFiles(
    root,
    [
      file('runbook.config.yaml', fill('runbook.config.yaml')),
      file('runbooks/look-at-the-service.md', first),
      ...(flags.ci === 'github' ? [file('.github/workflows/runbooks.yml', fill('lint.yml'))] : []),
      file('.vscode/settings.json', fill('vscode.json')),
      file('.gitignore', fill('gitignore')),
      file('.gitattributes', `${drillsMerge}\n`),
      ...(flags.site === true ? siteFiles.map(([path, template]) => file(path, fill(`site/${template}`))) : []),
    ],
    flags,
  );
  const code = unwritten[state];
  if (code !== undefined) return code;
  if (flags.json !== true)
    writeMessage(
      [
        ...hints(root, kept),
        '',
        'Next:',
        '  runbook new rollback NAME',
        '  runbook lint',
        ...(flags.site === true
          ? [
              '  cd site && npm install && npm start',
              '  say where it will be: url in site/docusaurus.config.js, and for runbook open',
              '  and reports site: { url: "https://…" } in runbook.config.yaml',
            ]
          : []),
      ].join('\n'),
    );
  return 0;
}

/** Two branches that both drilled are merged without a conflict, and no checkout changes line ends. */
const drillsMerge = 'runbooks/.drills/**/*.jsonl merge=union -text';

const siteFiles: readonly (readonly [path: string, template: string])[] = [
  ['site/package.json', 'package.json'],
  ['site/docusaurus.config.js', 'docusaurus.config.js'],
  ['site/site.css', 'site.css'],
  ['site/static/favicon.svg', 'favicon.svg'],
  ['site/.gitignore', 'gitignore'],
];

/** What a file that was kept may lack. */
function hints(root: string, kept: readonly string[]): readonly string[] {
  return [
    ...lineHint('.gitignore', '.runbook/', /^\.runbook\/?\s*$/m, root, kept),
    ...lineHint('.gitattributes', drillsMerge, /^runbooks\/\.drills\/.*\bmerge=union\b/m, root, kept),
    ...settingsHint(kept),
  ];
}

function settingsHint(kept: readonly string[]): readonly string[] {
  if (!kept.includes('.vscode/settings.json')) return [];
  const schema = './node_modules/runbook-as-code/dist/schema/config.json';
  return [
    '',
    '.vscode/settings.json is there already: for help with the configuration, add to "yaml.schemas":',
    `  "${schema}": "runbook.config.yaml"`,
  ];
}

/** What a file of lines that was kept has to say, and does not. */
function lineHint(name: string, line: string, isSaid: RegExp, root: string, kept: readonly string[]) {
  const isThere = !kept.includes(name) || isSaid.test(readFileSync(join(root, name), 'utf8'));
  return isThere ? [] : ['', `${name} is there already: add to it`, `  ${line}`];
}
