const pure = [
  'runbook',
  'markdown',
  'graph',
  'shell',
  'sql',
  'manifest',
  'migration',
  'scaffold',
  'classify',
  'lint',
  'events',
  'drill',
  'diagnostics',
];

/**
 * The one table of who may import whom. `folders`: wholly; `types`: only `import type`; `packages`: from npm, `~` in
 * front for types only. Folders may always import from themselves; Node's own modules are for those that are not pure.
 */
const table = {
  diagnostics: { folders: [], packages: ['fastest-levenshtein', 'fast-string-width'] },
  runbook: { folders: ['diagnostics'], packages: ['valibot'] },
  markdown: {
    folders: ['runbook', 'diagnostics'],
    packages: ['@types/mdast', 'github-slugger', 'mdast-*', 'micromark-*', 'valibot', 'yaml'],
  },
  graph: { folders: ['runbook', 'diagnostics'], packages: ['fast-string-width'] },
  shell: { folders: ['diagnostics'], packages: ['~web-tree-sitter'] },
  sql: { folders: ['diagnostics'], packages: ['~libpg-query'] },
  manifest: { folders: ['diagnostics'], packages: ['@kubernetes-models/*', 'kubernetes-models', 'valibot', 'yaml'] },
  migration: { folders: ['sql', 'diagnostics'], packages: [] },
  classify: { folders: ['shell', 'sql', 'runbook', 'diagnostics'], packages: [] },
  lint: {
    folders: ['classify', 'shell', 'sql', 'manifest', 'migration', 'graph', 'runbook', 'diagnostics'],
    packages: ['semver'],
  },
  scaffold: { folders: [], packages: [] },
  events: { folders: ['runbook'], packages: ['valibot'] },
  drill: { folders: ['events', 'graph', 'runbook', 'diagnostics'], packages: ['valibot'] },
  journal: { folders: ['drill', 'events', 'runbook'], types: ['adapters', 'runner'], packages: ['valibot', 'yaml'] },
  runner: { folders: ['events', 'graph', 'runbook', 'diagnostics'], packages: ['semver', 'valibot'] },
  adapters: {
    folders: ['diagnostics'],
    packages: [
      '@kubernetes/client-node',
      '@lydell/node-pty',
      'execa',
      'libpg-query',
      'pg',
      'valibot',
      'web-tree-sitter',
      'yaml',
    ],
  },
  executors: {
    folders: ['runner', 'runbook', 'diagnostics'],
    types: ['adapters'],
    packages: ['fast-string-width', 'valibot'],
  },
  rollback: { folders: ['adapters', 'runbook', 'diagnostics'], packages: ['semver', 'valibot', 'yaml'] },
  terminal: {
    folders: ['runner', 'events', 'shell', 'runbook', 'diagnostics'],
    packages: ['@inquirer/core', '@inquirer/prompts', 'fast-string-width'],
  },
  reporters: { folders: ['drill', 'events', 'runbook', 'diagnostics'], packages: ['fast-string-width'] },
  project: {
    folders: [...pure, 'journal', 'adapters'],
    packages: ['@babel/parser', 'libpg-query', 'picomatch', 'valibot', 'yaml'],
  },
  docusaurus: {
    folders: [...pure, 'journal', 'project'],
    packages: ['react', '@mdx-js/*', '@docusaurus/*', '@theme/*'],
  },
  cli: {
    folders: ['*'],
    packages: ['@babel/parser', 'commander', 'libpg-query', 'picomatch', 'semver', 'valibot', 'yaml'],
  },
  'index.ts': { folders: [...pure, 'runner'], packages: [] },
};

/** Too slow to load, or useless to most runs, to be on the way to the first prompt. */
const heavy = [
  '@electric-sql/*',
  '@kubernetes/client-node',
  '@lydell/node-pty',
  'libpg-query',
  'pg',
  'web-tree-sitter',
];

const partOfClient = 'src/adapters/kubernetes-client.ts';
const literal = (text) => text.replaceAll('.', '\\.');
const folder = (name) => (name === '*' ? '^src/' : `^src/${literal(name)}(/|$)`);
const npm = (name) => `(^|/)node_modules/${escape(name).replaceAll('*', '[^/]+')}(/|$)`;
const anyNpm = '(^|/)node_modules/';

function rulesOf([name, { folders, types = [], packages }]) {
  const whole = packages.filter((one) => !one.startsWith('~')).flatMap(withTypes);
  const typeOnly = packages.filter((one) => one.startsWith('~')).flatMap((one) => withTypes(one.slice(1)));
  const from = { path: folder(name) };
  const forbid = (what, to) => ({ name: `${name}: ${what}`, severity: 'error', from, to });
  return [
    forbid('imports only the folders of its row', {
      path: '^src/',
      pathNot: [name, ...folders, ...types].map(folder),
    }),
    forbid('imports only the packages of its row', { path: anyNpm, pathNot: [...whole, ...typeOnly].map(npm) }),
    ...[...types.map(folder), ...typeOnly.map(npm)].map((path) =>
      forbid(`imports only types of ${path}`, { path, dependencyTypesNot: ['type-only'] }),
    ),
    ...(pure.includes(name)
      ? [forbid("is pure and imports none of Node's modules", { dependencyTypes: ['core'] })]
      : []),
  ];
}

/** A package whose types are published apart resolves to those where only types are imported. */
function withTypes(name) {
  return name.startsWith('@') ? [name] : [name, `@types/${name}`];
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(table).flatMap(rulesOf),
    {
      name: 'every folder has a row',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(table).map(folder) },
      to: {},
    },
    {
      name: 'no circles but of types',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything is found',
      severity: 'error',
      from: {},
      // The site itself has these, and only the site.
      to: { couldNotResolve: true, pathNot: '^(@theme|@docusaurus|@mdx-js)/|^react(/|$)|runbook[.]css$' },
    },
    {
      name: 'nothing that users do not install',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'heavy packages load when used',
      severity: 'error',
      // Of which only a part is bundled: what is said of the package is said of that part.
      from: { pathNot: literal(partOfClient) },
      to: { path: [...heavy.map(npm), literal(partOfClient)], dynamic: false, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
