import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookForProgram } from '../integration/look-for-program.ts';
import { account, digestOf, startRegistry, type TestRegistry } from '../registry/registry.ts';
import { createProject, type Project } from './unattended-project.ts';

const program = lookForProgram('docker-registry');

describe.skipIf(program.isMissing)(`images of a real registry${program.note}`, () => {
  let registry: TestRegistry;
  let project: Project;

  beforeAll(async () => {
    registry = await startRegistry();
    project = createProject();
  });

  afterAll(async () => {
    project[Symbol.dispose]();
    await registry[Symbol.asyncDispose]();
  });

  const images = (...args: readonly string[]) => project.run(['images', ...args]);
  const checkJson = async (...args: readonly string[]) => {
    const { code, stdout } = await images('check', '--json', ...args);
    return { code, images: JSON.parse(stdout).images };
  };

  test('sixty tags are listed by version, the newest first, and what is none behind them', async () => {
    const versions = Array.from({ length: 57 }, (_, index) => `v1.${index}.0`);
    for (const tag of [...versions, 'latest', 'v2.0.0-rc.1', 'main'])
      await registry.push('many', tag, { layers: ['same'] });
    const { code, stdout } = await images('list', `${registry.address}/many`);
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.slice(0, 4), lines.at(58), lines.slice(-3)]).toEqual([
      0,
      [`${registry.address}/many: 60 tags, 58 of them versions`, '  v2.0.0-rc.1', '  v1.56.0', '  v1.55.0'],
      '  v1.0.0',
      ['no versions:', '  latest', '  main'],
    ]);
    const json = JSON.parse((await images('list', `${registry.address}/many`, '--json')).stdout);
    expect(json).toMatchObject({ v: 1, others: ['latest', 'main'], versions: { length: 58 } });
  });

  test.each(['oci', 'docker'] as const)(
    'an image of %s types that is whole is pullable, by tag and by digest',
    async (types) => {
      const digest = await registry.push(`whole-${types}`, 'v1.0.0', { layers: ['one', 'two'], types });
      const name = `${registry.address}/whole-${types}`;
      const { code, stdout } = await images('check', `${name}:v1.0.0`, `${name}@${digest}`);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: `${name}:v1.0.0  pullable\n  ${digest}  0.0 MB\n${name}@${digest}  pullable\n  ${digest}  0.0 MB\n`,
      });
    },
  );

  test('a tag whose layer is gone is not pullable, although the registry still answers for it', async () => {
    await registry.push('holey', 'v1.0.0', { layers: ['one', 'only here'] });
    await registry.deleteBlob('holey', digestOf('only here'));
    expect(
      (
        await fetch(`http://${registry.address}/v2/holey/manifests/v1.0.0`, {
          method: 'HEAD',
          headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
        })
      ).status,
    ).toBe(200);
    const { code, stdout } = await images('check', `${registry.address}/holey:v1.0.0`);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `${registry.address}/holey:v1.0.0  NOT PULLABLE\n  layer ${digestOf('only here')} is gone\n`,
    });
  });

  test('an index is as whole as what it holds for the platform that is asked for', async () => {
    const amd = await registry.push('multi', undefined, { layers: ['amd'] });
    const arm = await registry.push('multi', undefined, { layers: ['arm'] });
    const index = await registry.pushIndex('multi', 'v1.0.0', { 'linux/amd64': amd, 'linux/arm64/v8': arm });
    const name = `${registry.address}/multi:v1.0.0`;
    expect(await checkJson(name)).toMatchObject({
      code: 0,
      images: [{ image: name, state: 'pullable', digest: index, platforms: ['linux/amd64', 'linux/arm64/v8'] }],
    });
    await registry.deleteManifest('multi', arm);
    expect(await checkJson(name)).toMatchObject({
      code: 1,
      images: [{ state: 'not-pullable', digest: index, problems: [`its manifest ${arm} for linux/arm64/v8 is gone`] }],
    });
    expect((await images('check', '--platform', 'linux/amd64', name)).code).toBe(0);
    expect((await images('check', '--platform', 'linux/arm64', name)).code).toBe(1);
    expect((await images('check', '--platform', 'linux/s390x', name)).stdout).toContain(
      'it is not there for linux/s390x; there is linux/amd64, linux/arm64/v8',
    );
  });

  test('a tag that was moved still leads to the old image by its digest', async () => {
    const before = await registry.push('moved', 'v1.0.0', { layers: ['before'] });
    const after = await registry.push('moved', 'v1.0.0', { layers: ['after'] });
    const name = `${registry.address}/moved`;
    const found = await checkJson(`${name}:v1.0.0`, `${name}@${before}`);
    expect(found).toMatchObject({ code: 0, images: [{ digest: after }, { digest: before }] });
  });

  test('what is not there is said to be missing, and what names no image is refused', async () => {
    const absent = await images('check', `${registry.address}/multi:v9.9.9`);
    expect([absent.code, absent.stdout]).toEqual([
      1,
      `${registry.address}/multi:v9.9.9  NOT PULLABLE\n  ${registry.address} has no ${registry.address}/multi:v9.9.9\n`,
    ]);
    expect(await images('list', `${registry.address}/nothing`)).toMatchObject({
      code: 2,
      stderr: `there is no ${registry.address}/nothing\nLook at the name again.\n`,
    });
    expect(await images('check', 'Not An Image')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Not An Image names no image: /),
    });
  });

  test('a registry that gives no answer leaves it unknown, and is not taken for an image that is gone', async () => {
    const { code, stdout } = await images('check', '127.0.0.1:9/app:v1.0.0');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^127\.0\.0\.1:9\/app:v1\.0\.0 {2}UNKNOWN\n {2}127\.0\.0\.1:9 cannot be reached: /);
  });
});

describe.skipIf(program.isMissing)(`a registry with passwords${program.note}`, () => {
  const { auth } = account;

  test('is asked with what docker login left, or with what a helper gives, and shown neither', async () => {
    await using registry = await startRegistry('locked');
    const name = `${registry.address}/app`;
    using project = createProject({
      'login/config.json': JSON.stringify({ auths: { [registry.address]: { auth } } }),
      'helper/config.json': JSON.stringify({ credHelpers: { [registry.address]: 'own' } }),
      'wrong/config.json': JSON.stringify({
        auths: { [registry.address]: { auth: Buffer.from('mira:no').toString('base64') } },
      }),
    });
    project.standIn('docker-credential-own', `cat > asked; printf '{"Username":"mira","Secret":"open-sesame"}'`);
    const list = (folder: string) =>
      project.run(['images', 'list', name], { env: { DOCKER_CONFIG: `${project.folder}/${folder}` } });
    const found = await Promise.all(['login', 'helper', 'wrong', 'none'].map(list));
    // It lets them in, and has no such repository.
    expect(found.map(({ code, stderr }) => [code, stderr.split('\n')[0]])).toEqual([
      [2, `there is no ${name}`],
      [2, `there is no ${name}`],
      [1, `${registry.address} does not answer that (401): the credentials for it are not accepted`],
      [1, `${registry.address} does not answer that (401): nobody is logged in there`],
    ]);
    expect(project.read('asked')).toBe(registry.address);
    expect(found.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('')).not.toContain('open-sesame');
  });
});
