import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { blanksOf } from '../../../src/diagnostics/fix.ts';
import { inStep, lintExample } from './lint-example.ts';
import { bad, found, outside } from './rollback-text.ts';

describe('a fix', () => {
  const fixesOf = (text: string, code: string) =>
    lintExample({ as: 'runbook', text }).flatMap((one) => (one.code === code ? (one.fix ?? []) : []));
  const fixed = (text: string, code: string) => applyFixes(text, fixesOf(text, code)).text;

  const mended = bad.flatMap(([command, ...wanted]) =>
    wanted.flatMap((one) => {
      const code = one.split(' ')[1] ?? '';
      const text = inStep('bash', command);
      return fixesOf(text, code).length === 0 ? [] : [[code, command, text] as const];
    }),
  );

  it.each(mended)('takes the finding away: %s of %s', (code, _, text) => {
    const after = fixed(text, code);
    expect(after).not.toBe(text);
    expect(found(after).filter((one) => one.endsWith(` ${code}`))).toEqual([]);
    expect(fixesOf(text, code).flatMap(blanksOf)).toEqual([]);
  });

  it('there is for every rule that can have one', () => {
    expect([...new Set(mended.map(([code]) => code))].toSorted()).toEqual([
      'configmap-has-no-undo',
      'set-image-restores-tag-only',
      'status-is-no-proof',
      'tag-not-a-version',
      'undo-to-fixed-revision',
      'undo-without-target',
      'wait-without-timeout',
    ]);
  });

  it('goes back by version, and declares it', () => {
    const text = inStep('bash', 'kubectl rollout undo deployment/shop -n shop \\\n  --to-revision=2\necho done');
    const after = fixed(text, 'undo-to-fixed-revision');
    expect(after).toBe(
      `---\nrunbook:\n  inputs:\n    version: { type: semver, prompt: Version to restore }\n---\n\n${inStep(
        'bash',
        'runbook app undo deployment/shop -n shop --to "$VERSION"\necho done',
      )}`,
    );
    expect(found(after)).toEqual([]);
  });

  it('of a Rollout goes back by version, too', () => {
    const after = fixed(inStep('bash', 'kubectl argo rollouts undo shop -n shop'), 'undo-without-target');
    expect(after).toContain('\nrunbook app undo rollout/shop -n shop --to "$VERSION"\n');
  });

  it('waits for the pods, as long as before', () => {
    const after = fixed(inStep('bash', '$ kubectl rollout status deployment/shop --timeout=2m'), 'status-is-no-proof');
    expect(after).toBe(inStep('bash', '$ runbook app wait deployment/shop --timeout 2m'));
  });

  it('limits a wait in front of what stands behind the command', () => {
    const text = outside('kubectl rollout status deployment/shop > rollout.log # look at it');
    expect(fixed(text, 'wait-without-timeout')).toBe(
      outside('kubectl rollout status deployment/shop --timeout=2m > rollout.log # look at it'),
    );
  });

  it.each([
    ['kubectl set image deployment/shop shop=shop:latest \\\n  -n shop', 'shop=shop:$VERSION \\\n  -n shop'],
    ['kubectl set image deployment/shop "shop=$IMAGE:latest"', '"shop=$IMAGE:$VERSION"'],
    ['kubectl set image deployment/shop "shop=registry.example.com/shop"', '"shop=registry.example.com/shop:$VERSION"'],
    ['docker pull shop', 'docker pull shop:$VERSION'],
    ['helm upgrade shop charts/shop --set image.tag=latest,a=b', '--set image.tag=$VERSION,a=b'],
  ])('puts the version in the place of a tag: %s', (command, wanted) => {
    expect(fixed(inStep('bash', command), 'tag-not-a-version')).toContain(wanted);
  });

  it('is not offered where a variable would stay as it is, or where it would change another command', () => {
    expect(
      fixesOf(inStep('bash', "kubectl set image deployment/shop 'shop=shop:latest'"), 'tag-not-a-version'),
    ).toEqual([]);
    expect(fixesOf(inStep('bash', "ssh a 'kubectl rollout undo deployment/shop'"), 'undo-without-target')).toEqual([]);
  });
});
