import { describe, expect, it } from 'vitest';
import { codesOf, fence, oneStep, problemsOf } from './read-model.ts';

const steps = `# Title\n\n## Steps\n\n### Do it\n\n${fence('bash', 'do')}\n\n`;
const drop = fence('bash {effect=destructive}', 'drop');
const advice = 'Move it below the heading of a step, or take its attributes away.';

describe('a fence that asks to be run where nothing runs', () => {
  it.each(['Follow-up', 'Troubleshooting', 'Contacts', 'Background'])('is named under %s', (heading) => {
    expect(problemsOf(`${steps}## ${heading}\n\n${drop}\n`)).toEqual([
      `13:10 fence-not-in-a-step: this fence is never run: what stands under "${heading}" is not part of a step (${advice})`,
    ]);
  });

  it('is named under Verification without a task list, which would make a check of it', () => {
    expect(problemsOf(`${steps}## Verification\n\n${drop}\n`)).toEqual([
      '13:10 fence-not-in-a-step: this fence is never run: what stands under "Verification" is not part of a step (Give the section a task list (- [ ] ...) to make checks of its fences, or move this one to a step.)',
    ]);
    expect(codesOf(`${steps}## Verification\n\n- [ ] Up?\n\n${fence('bash {effect=read}', 'a')}\n`)).toEqual([]);
  });

  it('is named above the first heading, between numbered steps and beside the steps of a way back', () => {
    expect(problemsOf(`${drop}\n\n## Steps\n\n### Do it\n\n${fence('bash', 'do')}\n`)).toEqual([
      '1:1 no-title: the runbook has no title (Begin with a line such as: # Roll back the payment service)',
      `1:10 fence-not-in-a-step: this fence is never run: what stands above the first heading is not part of a step (${advice})`,
    ]);
    const numbered = `# Title\n\n## Step 1: A\n\n${fence('bash', 'a')}\n\n## Notes\n\n${drop}\n\n## Step 2: B\n\n${fence('bash', 'b')}\n`;
    expect(codesOf(numbered)).toEqual(['11:10 fence-not-in-a-step']);
    const back = `${steps}## Undo\n\n### Notes\n\n${drop}\n\n### Steps\n\n#### Back\n\n${fence('bash', 'b')}\n`;
    expect(codesOf(back)).toEqual(['15:10 fence-not-in-a-step']);
  });

  it('is named as advice for a step over its budget', () => {
    expect(problemsOf(oneStep(fence('bash', 'a'), '**If over budget:**', drop))).toEqual([
      '13:10 fence-not-in-a-step: this fence is never run: it is advice for the case that the step is over its budget (Take its attributes away, or make a step of it.)',
    ]);
  });

  it.each(['check="Up?"', 'undo', 'fault', 'restore'])('asks by {%s} as well', (attribute) => {
    expect(codesOf(`${steps}## Background\n\n${fence(`bash {${attribute}}`, 'a')}\n`)).toEqual([
      '13:10 fence-not-in-a-step',
    ]);
  });

  it.each(['bash', 'bash {id=x}', 'js {1,3} title="x"', 'bash {effect=write run=never}'])(
    'is not one that states nothing: %s',
    (info) => {
      expect(codesOf(`${steps}## Background\n\n${fence(info, 'a')}\n`)).toEqual([]);
    },
  );

  it('is not one of a procedure that is not the one to run', () => {
    const second = `${steps}## Procedure\n\n### Other\n\n${drop}\n`;
    expect(codesOf(second, 'steps')).toEqual([]);
  });
});
