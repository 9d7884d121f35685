import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Disposition } from '../../../src/runbook/disposition.ts';
import { hiddenCommands, plainReads } from './hidden-commands.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();
const knownVariables = new Set('HOME HOSTNAME URL HOST HEADER EXTRA POD DATABASE_URL PWD PATH'.split(' '));

function judge(source: string): Disposition | undefined {
  return classify(runbookOf([shellAction(source)]), parse, { knownVariables }).dispositions.get('step.1');
}

describe.each(Object.entries(hiddenCommands))('what is run %s is no read', (_where, scripts) => {
  it.each(scripts)('%j', (script) => {
    const disposition = judge(script);
    const isRead = disposition?.may === 'run' && (disposition.allowListed || disposition.effect === 'read');
    expect({ isRead }).toEqual({ isRead: false });
  });
});

it.each(plainReads)('%j is a read', (script) => expect(judge(script)).toMatchObject({ may: 'run', row: 18 }));
