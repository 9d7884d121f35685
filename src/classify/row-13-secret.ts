import type { ShellAssignment, ShellWord } from '../shell/shell-script.ts';
import { matchesAny } from './command-pattern.ts';
import { type Invocation, invocationText } from './invocations.ts';
import type { Reading } from './reading.ts';
import type { Finding } from './verdict.ts';
import { hasAnyOption, positionalsOf } from './words.ts';

/** Why a script prints or holds a secret; undefined when nothing shows that it does. */
export function secretFinding(reading: Reading): Finding | undefined {
  const printing = reading.invocations.find(printsSecret);
  if (printing !== undefined) return finding(printing, `"${invocationText(printing)}" prints a secret`);
  const holding = reading.invocations.find(
    ({ program, args, wrapping, command }) =>
      [...wrapping, ...args].some(holdsSecret) ||
      args.some(isSecretValue) ||
      args.some((word, index) => isPassword(program, word, args[index - 1])) ||
      command.assignments.some(assignsSecret),
  );
  if (holding !== undefined) return finding(holding, `"${holding.program}" is given a secret in plain text`);
  const bare = reading.shell.commands.flatMap(({ assignments }) => assignments).find(assignsSecret);
  if (bare === undefined) return undefined;
  return {
    code: 'prints-secret',
    line: bare.position.line,
    column: bare.position.column,
    message: `"${bare.name}" holds a secret in plain text`,
    hint,
  };
}

const hint = 'Read it from an input of type secret; what the action prints is masked until then.';

function finding({ command }: Invocation, message: string): Finding {
  return { code: 'prints-secret', line: command.position.line, column: command.position.column, message, hint };
}

const secretCommands = [
  'kubectl|oc|k create token',
  'kubectl|oc|k config view --raw',
  'oc whoami -t|--show-token',
  'vault read',
  'vault kv get',
  'aws secretsmanager get-secret-value',
  'aws ssm get-parameter|get-parameters --with-decryption',
  'aws ecr get-login-password|get-authorization-token',
  'aws sts get-session-token|assume-role',
  'gcloud secrets versions access',
  'gcloud auth print-access-token|print-identity-token',
  'az keyvault secret show',
  'az account get-access-token',
  'base64|gbase64 -d|-D|--decode',
  'openssl rsa|pkey',
  'sops -d|--decrypt',
  'op|pass|gopass|bw|lpass read|show|get|item',
  'helm|helm3 get values|all|manifest',
];

const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?|PGPASSWORD)$/i;
const secretFile =
  /(^|\/)(\.env(\.\w+)?|\.pgpass|\.netrc|id_(rsa|ed25519|ecdsa)|credentials|\.kube\/config|kubeconfig|.*\.(pem|key|p12|pfx)|shadow|.*secret.*)$/i;

function printsSecret(invocation: Invocation): boolean {
  const { program, args, command } = invocation;
  if (matchesAny(invocation, secretCommands)) return true;
  if (readsSecretObject(invocation)) return true;
  const goesNowhere = command.redirects.some(({ operator }) => operator === '>');
  if ((program === 'env' || program === 'printenv') && args.length === 0 && !goesNowhere) return true;
  if (program === 'printenv') return args.some((word) => secretName.test(word.literal ?? ''));
  if (/^(cat|less|more|head|tail|xxd|strings|bat)$/.test(program))
    return args.some((word) => secretFile.test(word.literal ?? ''));
  return /^(echo|printf)$/.test(program) && command.isLastOfPipeline && args.some(showsSecretVariable);
}

/** `kubectl get secret -o yaml`; the list of their names is none. */
function readsSecretObject({ program, args }: Invocation): boolean {
  if (!/^(kubectl|oc|k)$/.test(program)) return false;
  const [verb, kind] = positionalsOf(program, args);
  return (
    verb === 'get' &&
    /^secrets?(\/|$|,)|,secrets?(,|$)/.test(kind ?? '') &&
    hasAnyOption(args, ['-o', '--output', '--template'])
  );
}

function showsSecretVariable(word: ShellWord): boolean {
  return [...word.text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some(([, name]) => secretName.test(name ?? ''));
}

function assignsSecret({ name, value }: ShellAssignment): boolean {
  return (secretName.test(name) && isLongLiteral(value)) || (value !== undefined && holdsSecret(value));
}

function isLongLiteral(word: ShellWord | undefined): boolean {
  return word?.literal !== undefined && word.literal.length >= 4;
}

const embedded =
  /((^|[-_=&?])(password|passwd|token|secret|api-?key)=[^\s$"'`]{4,})|(^[a-z][a-z0-9+.-]*:\/\/[^\s/:@$]+:[^\s/@$]{3,}@)|(\bbearer\s+[\w.~+/-]{16,})|(\bAKIA[0-9A-Z]{16}\b)|(\bgh[pousr]_\w{20,})|(-----BEGIN [A-Z ]*PRIVATE KEY)/i;

/** Headers that say who asks: `Authorization: Bearer …`, `X-Api-Key: …`, `PRIVATE-TOKEN: …`. */
const secretHeader =
  /^(?:(?:proxy-)?authorization|(?:[\w-]*-)?(?:api-?key|token|secret|password)|cookie):\s*(?:[a-z]+\s+[^\s$"'`]{4,}|[^\s$"'`]{4,}"?$)/i;

function holdsSecret({ literal, text }: ShellWord): boolean {
  const known = literal ?? text.replace(/^"/, '');
  const [, name = '', value = ''] = /^([A-Za-z_]\w*)=([^\s$"'`]*)/.exec(known) ?? [];
  if (secretName.test(name) && value.length >= 4) return true;
  return embedded.test(known) || secretHeader.test(known.replace(/^(--[a-z-]+=|-[A-Za-z]*H)/, ''));
}

/** Options whose value is a secret, or a name and a secret with a colon between. */
const secretOption =
  /^--?(pass|password|passwd|passphrase|token|secret|api-?key|oauth2-bearer|http-password|proxy-password)$/i;
const loginOption = /^(-[A-Za-z]*[uU]|--user|--proxy-user)$/;
const login = /^"?[^\s:"]*:(?!\/)[^\s$"'`]{4,}/;

function isSecretValue({ literal, text }: ShellWord, index: number, args: readonly ShellWord[]): boolean {
  const before = args[index - 1]?.literal ?? '';
  if (secretOption.test(before)) return literal !== undefined && literal.length >= 4 && !literal.startsWith('-');
  if (loginOption.test(before)) return login.test(literal ?? text);
  const [, glued] = /^(?:-[a-z]*[uU]|--(?:proxy-)?user=)(.+)$/s.exec(literal ?? text) ?? [];
  return glued !== undefined && login.test(glued);
}

/** Where `-p` or `-a` is a password, which these programs want in the same word or in the next one. */
const passwordGlued = /^(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|sshpass|7z|unzip|zip)$/;
const passwordNext: Readonly<Record<string, string>> = {
  docker: '-p',
  podman: '-p',
  nerdctl: '-p',
  sshpass: '-p',
  'redis-cli': '-a',
  'valkey-cli': '-a',
};

function isPassword(program: string, { literal }: ShellWord, before: ShellWord | undefined): boolean {
  if (literal === undefined) return false;
  if (passwordGlued.test(program) && /^-p.{3,}/s.test(literal)) return true;
  const option = Object.hasOwn(passwordNext, program) ? passwordNext[program] : undefined;
  // `docker run -p 80:80` publishes a port.
  const isPort = /^[\d.:/a-z]*\d+(?:\/(?:tcp|udp))?$/.test(literal);
  return (
    option !== undefined && before?.literal === option && literal.length >= 4 && !isPort && !literal.startsWith('-')
  );
}
