import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Disposition } from '../../../src/runbook/disposition.ts';
import { effects } from '../../../src/runbook/effect.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const folder = new URL('../../fixtures/hazards/', import.meta.url);
const parse = await loadShellParser();

/** The words of the expectation, out of what classification said. */
function wordsFor(disposition: Disposition | undefined): string {
  switch (disposition?.may) {
    case undefined:
      return 'nothing';
    case 'be-shown':
      return 'shown';
    case 'be-handed-off':
      return 'handed-off';
    case 'be-refused':
      return `refused ${disposition.code}`;
    case 'run':
      if (disposition.allowListed) return 'read';
      return `${disposition.effect}${disposition.assumed ? ' assumed' : ''}${disposition.masksOutput ? ' masked' : ''}`;
  }
}

interface Fixture {
  readonly expected: string;
  readonly language: string;
  readonly attributes: string;
  readonly source: string;
}

function readFixture(name: string): Fixture {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const [, expected = ''] = /^<!-- expect: (.+?) -->/.exec(text) ?? [];
  const [, language = '', attributes = '', source = ''] = /^```(\S*) ?(.*)\n([\s\S]*?)\n```$/m.exec(text) ?? [];
  return { expected, language, attributes, source };
}

const names = readdirSync(folder).filter((name) => name.endsWith('.md'));

describe('every hazard becomes what its file says', () => {
  it('finds the fixtures', () => expect(names.length).toBeGreaterThan(90));

  it.each(names)('%s', (name) => {
    const { expected, language, attributes, source } = readFixture(name);
    const stated = /effect=(\w+)/.exec(attributes)?.[1];
    const shell = shellAction(source, {
      language,
      effect: effects.find((effect) => effect === stated),
      never: attributes.includes('run=never'),
    });
    const action = language === 'powershell' ? { ...shell, kind: 'program' as const, interpreter: ['pwsh'] } : shell;
    const { dispositions } = classify(runbookOf([action]), parse);
    expect(wordsFor(dispositions.get('step.1'))).toBe(expected);
  });
});
