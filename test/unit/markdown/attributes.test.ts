import { describe, expect, it } from 'vitest';
import { actionWith, codesOf, fence, oneStep, problemsOf, stepOf } from './read-model.ts';

describe('the keys of an action', () => {
  it.each([
    ['id=x', { id: 'x', address: 'do-it.x', named: true }],
    ['timeout=2m', { timeoutMs: 120_000 }],
    ['effect=read', { effect: 'read' }],
    ['effect=write', { effect: 'write', confirm: undefined }],
    ['effect=destructive', { effect: 'destructive', confirm: 'typed' }],
    ['confirm', { confirm: 'key' }],
    ['confirm=typed', { confirm: 'typed' }],
    ['confirm=false', { confirm: undefined }],
    ['capture=version', { capture: 'version' }],
    ['secret=token', { secret: 'token' }],
    ['capture=token secret=token', { capture: 'token', secret: 'token' }],
    ['expect="a\\nb"', { expect: { lines: ['a', 'b'] } }],
    ['until=60s every=5s', { until: { limitMs: 60_000, everyMs: 5_000 } }],
    ['until=60s', { until: { limitMs: 60_000, everyMs: 2_000 } }],
    ['retry=3', { attempts: 4 }],
    ['check', { role: 'check', check: '' }],
    ['undo', { role: 'undo' }],
    ['fault', { role: 'fault' }],
    ['restore', { role: 'restore' }],
    ['undo=false', { role: 'forward' }],
    ['interactive', { interactive: true }],
    ['background', { background: true }],
    ['cwd=a/b', { cwd: 'a/b' }],
    ['interpreter="python3 -u"', { kind: 'program', interpreter: ['python3', '-u'] }],
    ['run=never', { never: true }],
    ['', { effect: undefined, attempts: 1, role: 'forward', never: false, background: false, interactive: false }],
  ])('{%s} is read', (attributes, action) => {
    expect(actionWith(`bash {${attributes}}`)).toMatchObject(action);
  });

  it.each([
    ['sql', { kind: 'sql', database: 'DATABASE_URL', transaction: true }],
    ['sql {db=orders_url transaction=none}', { kind: 'sql', database: 'ORDERS_URL', transaction: false }],
    ['sql {db=$ORDERS_URL}', { kind: 'sql', database: 'ORDERS_URL' }],
    ['http {expect-status=404 expect-body="gone"}', { kind: 'http', expectStatus: 404, expectBody: 'gone' }],
    ['python', { kind: 'program', interpreter: ['python3'], effect: undefined }],
  ])('%s is read', (info, action) => {
    expect(actionWith(info)).toMatchObject(action);
  });

  it('env= names an environment', () => {
    const text = `---\nrunbook: { environments: { staging: } }\n---\n${oneStep(fence('bash {env=staging}', 'a'))}`;
    expect(codesOf(text)).toEqual([]);
    expect(problemsOf(text.replace('env=staging', 'env=stagin'))).toEqual([
      '10:10 unknown-name: no environment "stagin" is defined (Did you mean "staging"?)',
    ]);
  });
});

describe('a file written for runme', () => {
  it('runs as it is in both of its forms', () => {
    for (const group of ['{ name=x interactive=false }', '{"name":"x","interactive":"false"}']) {
      expect(codesOf(oneStep(fence(`sh ${group}`, '$ echo hi')))).toEqual([]);
      expect(stepOf(fence(`sh ${group}`, '$ echo hi'))).toMatchObject({
        id: 'x',
        body: [{ id: 'x', interactive: false, source: '$ echo hi' }],
      });
    }
  });

  it('keeps keys that do nothing here', () => {
    const keys =
      'name=x id=y tag=a category=b transform=false promptEnv=yes mimeType=text/x-c terminalRows=20 closeTerminalOnSuccess=false openTerminalOnError=false';
    expect(codesOf(oneStep(fence(`sh { ${keys} }`, 'true')))).toEqual([]);
  });

  it('has a name that wins over an id', () => {
    expect(stepOf(fence('sh {"id":"01HF7BT3HEQBTBM9SSQRQ5","name":"deploy"}', 'true')).id).toBe('deploy');
  });

  it.each([
    ['excludeFromRunAll=true', true],
    ['ignore', true],
    ['excludeFromRunAll=false', false],
  ])('leaves out what it leaves out: %s', (attribute, never) => {
    expect(actionWith(`sh { name=x ${attribute} }`)).toMatchObject({ never });
  });

  it('may have its own keys in the front matter', () => {
    expect(codesOf(`---\nshell: bash\ncwd: ..\nskipPrompts: true\n---\n${oneStep(fence('sh', 'true'))}`)).toEqual([]);
  });
});
