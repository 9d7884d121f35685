import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real registry of its own, in a temporary folder, with what tests need to fill it and to take things away. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:34567` */
  readonly address: string;
  /** Pushes an image and gives its digest. */
  push(repository: string, tag: string | undefined, image?: TestImage): Promise<string>;
  /** Pushes an index of images, by platform, and gives its digest. */
  pushIndex(repository: string, tag: string, children: Readonly<Record<string, string>>): Promise<string>;
  deleteBlob(repository: string, digest: string): Promise<void>;
  deleteManifest(repository: string, digest: string): Promise<void>;
}

export interface TestImage {
  /** The content of each layer. */
  readonly layers: readonly string[];
  /** `docker`: the media types that Docker had before there was OCI. */
  readonly types?: 'oci' | 'docker';
}

const types = {
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar',
    index: 'application/vnd.oci.image.index.v1+json',
  },
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  },
} as const;

export const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Somebody who may use a registry that asks for a password: a line of its htpasswd file (bcrypt), and what proves them. */
export const account = {
  line: 'mira:$2y$05$abcdefghijklmnopqrstuutXu9KzOt.1yBoZUeFWoT/914/JfszCO\n',
  auth: Buffer.from('mira:open-sesame').toString('base64'),
};

/** `locked`: it lets in nobody but the account. */
export async function startRegistry(locked?: 'locked'): Promise<TestRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-registry-'));
  const config = join(folder, 'config.yml');
  writeFileSync(join(folder, 'htpasswd'), account.line);
  writeFileSync(config, configText(folder, locked !== undefined));
  const child = spawn('docker-registry', ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await addressOf(child.stderr);
  const url = (path: string) => `http://${address}/v2/${path}`;
  const own: Readonly<Record<string, string>> = locked === undefined ? {} : { authorization: `Basic ${account.auth}` };
  const putBlob = async (repository: string, text: string) => {
    const begun = await fetch(url(`${repository}/blobs/uploads/`), { method: 'POST', headers: own });
    const place = new URL(begun.headers.get('location') ?? '', begun.url);
    place.searchParams.set('digest', digestOf(text));
    const headers = { ...own, 'content-type': 'application/octet-stream' };
    await mustBe(201, await fetch(place, { method: 'PUT', body: text, headers }));
    return { digest: digestOf(text), size: Buffer.byteLength(text) };
  };
  const putManifest = async (repository: string, tag: string | undefined, type: string, body: object) => {
    const text = JSON.stringify({ schemaVersion: 2, mediaType: type, ...body });
    const path = url(`${repository}/manifests/${tag ?? digestOf(text)}`);
    await mustBe(201, await fetch(path, { method: 'PUT', body: text, headers: { ...own, 'content-type': type } }));
    return digestOf(text);
  };
  const sizes = new Map<string, number>();
  return {
    address,
    async push(repository, tag, { layers, types: kind = 'oci' } = { layers: [`${repository}:${tag}`] }) {
      const names = types[kind];
      const config = await putBlob(repository, JSON.stringify({ architecture: 'amd64', os: 'linux', layers }));
      const blobs = await Promise.all(layers.map((layer) => putBlob(repository, layer)));
      const body = {
        config: { mediaType: names.config, ...config },
        layers: blobs.map((blob) => ({ mediaType: names.layer, ...blob })),
      };
      const digest = await putManifest(repository, tag, names.manifest, body);
      sizes.set(digest, JSON.stringify({ schemaVersion: 2, mediaType: names.manifest, ...body }).length);
      return digest;
    },
    pushIndex: (repository, tag, children) =>
      putManifest(repository, tag, types.oci.index, {
        manifests: Object.entries(children).map(([platform, digest]) => {
          const [os, architecture, variant] = platform.split('/');
          return {
            mediaType: types.oci.manifest,
            ...{ digest, size: sizes.get(digest) ?? 1 },
            platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
          };
        }),
      }),
    deleteBlob: async (repository, digest) =>
      mustBe(202, await fetch(url(`${repository}/blobs/${digest}`), { method: 'DELETE' })),
    deleteManifest: async (repository, digest) =>
      mustBe(202, await fetch(url(`${repository}/manifests/${digest}`), { method: 'DELETE' })),
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configText(folder: string, hasPasswords: boolean): string {
  return [
    'version: 0.1',
    'log: { level: info }',
    'storage:',
    `  filesystem: { rootdirectory: ${folder}/data }`,
    '  delete: { enabled: true }',
    'http: { addr: "127.0.0.1:0", secret: for-tests }',
    ...(hasPasswords ? [`auth: { htpasswd: { realm: tests, path: ${folder}/htpasswd } }`] : []),
    '',
  ].join('\n');
}

/** It says where it listens once it does. What it says later is read as well: a full pipe would stop it. */
function addressOf(stderr: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    stderr.on('data', (chunk) => {
      said += String(chunk);
      const [, address] = /listening on (127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    stderr.on('end', () => reject(new Error(`the registry did not start:\n${said}`)));
  });
}

async function mustBe(status: number, answer: Response): Promise<void> {
  if (answer.status !== status) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  await answer.body?.cancel();
}
