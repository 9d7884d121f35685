import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../diagnostics/parse-json.ts';

/** What a registry is asked with: a name and password, or a token that stands for both. */
export type RegistryCredentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'refresh-token'; readonly token: string };

const configSchema = v.object({
  auths: v.optional(
    v.record(
      v.string(),
      v.object({
        auth: v.optional(v.string()),
        username: v.optional(v.string()),
        password: v.optional(v.string()),
        identitytoken: v.optional(v.string()),
      }),
    ),
  ),
  credHelpers: v.optional(v.record(v.string(), v.string())),
  credsStore: v.optional(v.string()),
});
type Config = v.InferOutput<typeof configSchema>;

const helperAnswer = v.object({ Username: v.string(), Secret: v.string() });

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What `docker login` left for a registry: in `$DOCKER_CONFIG/config.json` (default `~/.docker`), from a credential
 * helper where one is named there. Undefined: none, and the registry is asked as nobody.
 */
export async function findCredentials(
  registry: string,
  environment: Environment = process.env,
): Promise<RegistryCredentials | undefined> {
  const config = readConfig(environment);
  if (config === undefined) return undefined;
  const names = namesOf(registry);
  const helper =
    names.map((name) => config.credHelpers?.[name]).find((found) => found !== undefined) ?? config.credsStore;
  if (helper !== undefined && /^[\w.-]+$/.test(helper)) {
    const found = await askHelper(helper, names, environment);
    if (found !== undefined) return found;
  }
  return storedIn(config, names);
}

/** Those that stand in the text of a Docker configuration itself, as in a pull secret of Kubernetes. */
export function credentialsIn(text: string, registry: string): RegistryCredentials | undefined {
  const parsed = v.safeParse(configSchema, parseJson(text));
  return parsed.success ? storedIn(parsed.output, namesOf(registry)) : undefined;
}

function storedIn(config: Config, names: readonly string[]): RegistryCredentials | undefined {
  return names.map((name) => storedOf(config, name)).find((found) => found !== undefined);
}

function readConfig({ DOCKER_CONFIG, HOME }: Environment): Config | undefined {
  const folder = DOCKER_CONFIG ?? join(HOME ?? homedir(), '.docker');
  try {
    const parsed = v.safeParse(configSchema, JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** Docker Hub is known by an address of its first days. */
function namesOf(registry: string): readonly string[] {
  const names = [registry, `https://${registry}`, `https://${registry}/v1/`, `https://${registry}/v2/`];
  return registry === 'docker.io' ? ['https://index.docker.io/v1/', 'index.docker.io', ...names] : names;
}

function storedOf({ auths }: Config, name: string): RegistryCredentials | undefined {
  const found = auths?.[name];
  if (found === undefined) return undefined;
  if (found.identitytoken !== undefined && found.identitytoken !== '')
    return { kind: 'refresh-token', token: found.identitytoken };
  const decoded = found.auth === undefined ? '' : Buffer.from(found.auth, 'base64').toString();
  const colon = decoded.indexOf(':');
  const user = found.username ?? decoded.slice(0, Math.max(0, colon));
  const password = found.password ?? decoded.slice(colon + 1);
  return user === '' ? undefined : { kind: 'password', user, password };
}

/** A helper reads the registry's name and prints JSON; what it does not know it ends with an error for. */
async function askHelper(
  helper: string,
  names: readonly string[],
  environment: Environment,
): Promise<RegistryCredentials | undefined> {
  for (const name of names) {
    const text = await runHelper(`docker-credential-${helper}`, name, environment);
    const answer = text === undefined ? undefined : parseAnswer(text);
    if (answer === undefined) continue;
    return answer.Username === '<token>'
      ? { kind: 'refresh-token', token: answer.Secret }
      : { kind: 'password', user: answer.Username, password: answer.Secret };
  }
  return undefined;
}

function parseAnswer(text: string): v.InferOutput<typeof helperAnswer> | undefined {
  try {
    const parsed = v.safeParse(helperAnswer, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

const helperTimeoutMs = 10_000;

function runHelper(program: string, name: string, environment: Environment): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env: { ...environment }, timeout: helperTimeoutMs };
    const child = execFile(program, ['get'], options, (error, stdout) => resolve(error === null ? stdout : undefined));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(name);
  });
}
