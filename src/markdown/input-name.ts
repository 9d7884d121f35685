const reserved = new Set([
  'path',
  'home',
  'ifs',
  'shell',
  'user',
  'logname',
  'pwd',
  'oldpwd',
  'tmpdir',
  'tmp',
  'temp',
  'term',
  'lang',
  'env',
  'ps1',
  'ps2',
  'ps3',
  'ps4',
  'uid',
  'euid',
  'ppid',
  'lineno',
  'random',
  'seconds',
  'hostname',
  'shlvl',
  'optarg',
  'optind',
  'opterr',
  'shellopts',
  'posixly_correct',
  'kubeconfig',
  'columns',
  'lines',
  'reply',
  'editor',
  'pager',
  'cdpath',
  'globignore',
  'mailpath',
  'mail',
  'histfile',
  'funcname',
  'groups',
  'dirstack',
  'pipestatus',
]);

const reservedPrefix = /^(?:bash|ld|dyld|node|lc|runbook|npm|git|ssh)_/;

/** Why a name cannot be an input's or output's, or undefined. */
export function inputNameProblem(name: string): { message: string; hint: string } | undefined {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    const hint = 'Use lower-case letters, digits and "_", beginning with a letter; actions read it in capitals.';
    return { message: `"${name}" cannot be the name of a value`, hint };
  }
  if (reserved.has(name) || reservedPrefix.test(name)) {
    const message = `"${name}" would replace $${name.toUpperCase()}, which programs rely on`;
    return { message, hint: `Take another name, such as "target_${name}".` };
  }
  return undefined;
}
