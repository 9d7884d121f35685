import { sqlEffectOf } from '../sql/sql-effect.ts';
import { isHarmlessAddress } from './harmless-address.ts';
import type { ListedArgs } from './read-options.ts';
import { isAskingHeader } from './request-headers.ts';

function valuesOf({ options }: ListedArgs, ...names: readonly string[]): readonly (string | undefined)[] {
  return options.filter(({ name }) => names.includes(name)).map(({ value }) => value?.literal);
}

/** As written, where a variable in it is no matter. */
function textsOf({ options }: ListedArgs, ...names: readonly string[]): readonly string[] {
  return options.filter(({ name }) => names.includes(name)).map(({ value }) => value?.literal ?? value?.text ?? '');
}

function addressesOf(args: ListedArgs): readonly string[] {
  return [...args.words.map((word) => word.literal ?? word.text), ...textsOf(args, '--url')];
}

/** GET and HEAD of http addresses whose path does not name an act, with the answer on standard output or thrown away. */
export function isCurlRead(args: ListedArgs): boolean {
  const methods = valuesOf(args, '-X', '--request').every((method) => method === 'GET' || method === 'HEAD');
  const outputs = valuesOf(args, '-o', '--output').every((output) => output === '/dev/null' || output === '-');
  const formats = valuesOf(args, '-w', '--write-out').every(
    (format) => format !== undefined && !/^@|%output/.test(format),
  );
  const headers = textsOf(args, '-H', '--header').every(isAskingHeader);
  const addresses = addressesOf(args);
  return methods && outputs && formats && headers && addresses.length > 0 && addresses.every(isHarmlessAddress);
}

/** wget writes a file unless it is told to print or only to look. */
export function isWgetRead(args: ListedArgs): boolean {
  const outputs = valuesOf(args, '-O', '-qO', '--output-document');
  const looks = args.options.some(({ name }) => name === '--spider');
  const prints = outputs.length > 0 && outputs.every((output) => output === '-' || output === '/dev/null');
  return (
    (looks || prints) && textsOf(args, '--header').every(isAskingHeader) && addressesOf(args).every(isHarmlessAddress)
  );
}

/** One or more `-c` of statements that read; a literal address may not carry options. */
export function isPsqlRead(args: ListedArgs): boolean {
  const names = args.options.map(({ name }) => name);
  if (names.some((name) => /^(-l|--list|-V|--version)$/.test(name))) return true;
  const statements = valuesOf(args, '-c', '--command');
  return statements.length > 0 && statements.every((sql) => sql !== undefined && sqlEffectOf(sql) === 'read');
}

const redisReads = new Set(
  'ping info dbsize get mget exists ttl pttl type llen lrange scard smembers zcard zrange hlen hget hgetall hkeys strlen time lastsave role memory slowlog'.split(
    ' ',
  ),
);

export function isRedisRead({ words }: ListedArgs): boolean {
  const [command, sub] = words.map((word) => word.literal?.toLowerCase() ?? '');
  if (command === undefined || !redisReads.has(command)) return false;
  return !/^(memory|slowlog)$/.test(command) || /^(usage|stats|doctor|get|len)$/.test(sub ?? '');
}
