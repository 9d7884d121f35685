import { describe, expect, test } from 'vitest';
import { createValues } from '../../../src/runner/values.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, worldOf } from './machine.ts';

const read = (attributes = '') => fence(`bash {effect=read ${attributes}}`, 'look');
const write = (attributes = '') => fence(`bash {effect=write ${attributes}}`, 'change');

function lines(steps: Readonly<Record<string, string>>, world = worldOf(), after = '', given = {}) {
  return play(planOf(runbookText(steps, { after }), given), world).lines;
}

describe('a run', () => {
  test('takes the steps in their order, asks before each action, and ends as succeeded', () => {
    expect(lines({ One: read(), Two: write() })).toEqual([
      ...['begin one', 'ask run one.1', 'execute one.1', 'end one succeeded'],
      ...['begin two', 'ask run two.1', 'execute two.1', 'end two succeeded', 'succeeded'],
    ]);
  });

  test('asks once for a write and the reads that follow it, up to the next write', () => {
    expect(lines({ One: write() + read() + read() + write() + read('confirm') })).toEqual([
      ...['begin one', 'ask run one.1', 'execute one.1', 'execute one.2', 'execute one.3'],
      ...['ask run one.4', 'execute one.4', 'ask run one.5', 'execute one.5', 'end one succeeded', 'succeeded'],
    ]);
  });

  test('asks for every input that has no value yet before its first step', () => {
    const text = runbookText({ One: read() }, { front: 'inputs: { version: {}, size: {} }' });
    const values = createValues();
    values.byName.set('size', '3');
    expect(play(planOf(text), worldOf(), values).lines.slice(0, 2)).toEqual(['ask input version', 'begin one']);
    expect(values.byName.get('version')).toBe('value');
  });

  test('does not begin when a check of its prerequisites fails', () => {
    const text = runbookText({ One: read() }, { before: `## Prerequisites\n\n${read()}` });
    expect(play(planOf(text), worldOf({}, { 'prerequisites.1': [3] })).lines).toEqual([
      ...['execute prerequisites.1', 'ask failure prerequisites.1#1'],
      ...['end one not-reached', 'failed; prerequisite NOT MET: failed'],
    ]);
  });

  test('goes on from its events alone: the same state gives the same command', () => {
    const plan = planOf(runbookText({ One: write(), Two: write() }));
    const { state } = play(plan, worldOf({}, { 'two.1': [1] }));
    expect(play(plan, worldOf({}, { 'two.1': [1] })).state).toEqual(state);
  });
});

describe('a condition of a step', () => {
  const steps = { One: `Only if it rains:\n\n${write()}`, Two: read() };

  test.each([
    ['yes', ['ask run one.1', 'execute one.1', 'end one succeeded'], 'succeeded'],
    ['no', ['end one skipped-condition (answer: no)'], 'succeeded'],
    ['unknown', ['end one skipped-cannot-tell'], 'unverified; One: skipped, cannot tell'],
  ])('answered %s', (answer, then, end) => {
    expect(lines(steps, worldOf({ one: answer }))).toEqual([
      ...['begin one', 'ask guard one', ...then],
      ...['begin two', 'ask run two.1', 'execute two.1', 'end two succeeded', end],
    ]);
  });

  test.each([
    ['when=rain', 'yes', 'settle one=yes', 'end one succeeded'],
    ['when=rain', 'no', 'settle one=no', 'end one skipped-condition (answer: no)'],
    ['when=!rain', 'yes', 'settle one=no', 'end one skipped-condition (answer: no)'],
    ['when=!rain', 'no', 'settle one=yes', 'end one succeeded'],
    ['when=rain', 'perhaps', 'ask guard one', 'end one succeeded'],
  ])('%s with the value %s is decided without asking where it can be', (when, rain, decided, end) => {
    const text = runbookText({ One: write(when) }, { front: 'inputs: { rain: { type: boolean } }' });
    const values = createValues();
    values.byName.set('rain', rain);
    const played = play(planOf(text), worldOf(), values).lines;
    expect([played[1], played.at(-2)]).toEqual([decided, end]);
  });

  test.each([
    ['exit status 0', [0], 'settle two=yes'],
    ['exit status 1 that was accepted as an answer', [0], 'settle two=yes'],
    ['an action that was never run', undefined, 'ask guard two'],
  ])('is decided by %s', (_, codes, decided) => {
    const skipped = codes === undefined ? `Only if it is day:\n\n${read()}` : read();
    const played = lines(
      { One: `${skipped}${read('id=rain')}`, Two: write('when=rain') },
      worldOf({ one: 'no' }, codes === undefined ? {} : { 'one.rain': codes }),
    );
    expect(played).toContain(decided);
  });
});

describe('a guard in a step', () => {
  const steps = { One: `${read()}\nIf it rains:\n\n${write()}` };
  const head = ['begin one', 'ask run one.1', 'execute one.1', 'ask guard one.if-it-rains'];

  test.each([
    ['yes', ['ask run one.2', 'execute one.2', 'end one succeeded', 'succeeded']],
    ['no', ['end one succeeded', 'succeeded']],
    ['unknown', ['end one skipped-cannot-tell (If it rains)', 'unverified; One: skipped, If it rains']],
  ])('answered %s', (answer, then) => {
    expect(lines(steps, worldOf({ 'one.if-it-rains': answer }))).toEqual([...head, ...then]);
  });
});

describe('options', () => {
  const steps = { One: write('option="A: left"') + write('option="B: right"') + read() };

  test.each([
    ['A', 'one.1'],
    ['B', 'one.2'],
  ])('run %s and none of the others, then what belongs to all', (key, action) => {
    expect(lines(steps, worldOf({ 'one.option': key }))).toEqual([
      ...['begin one', 'ask option one.option', `ask run ${action}`, `execute ${action}`, 'execute one.3'],
      ...['end one succeeded', 'succeeded'],
    ]);
  });
});

describe('a checklist', () => {
  const steps = { One: `${read()}\n- [ ] Green\n- [ ] Quiet` };

  test.each([
    [{}, ['end one succeeded', 'succeeded']],
    [{ 'one.quiet': 'unknown' }, ['end one skipped-cannot-tell (Quiet)', 'unverified; One: skipped, Quiet']],
    [
      { 'one.quiet': 'no' },
      ['ask failure one.quiet#1', 'end one failed (answered no: Quiet)', 'failed; One: failed, answered no: Quiet'],
    ],
    [
      { 'one.quiet': 'no', 'one.quiet#1': 'accept: at night' },
      ['ask failure one.quiet#1', 'end one accepted (at night)', 'succeeded'],
    ],
  ])('answered %j', (answers, then) => {
    expect(lines(steps, worldOf(answers)).slice(3)).toEqual([
      'ask checklist one.green',
      'ask checklist one.quiet',
      ...then,
    ]);
  });
});

describe('needs', () => {
  test('are gone by, not the order of the document', () => {
    const begun = lines({ Last: read('needs=middle'), First: read('needs=none'), Middle: read('needs=first') });
    expect(begun.filter((line) => line.startsWith('begin'))).toEqual(['begin first', 'begin middle', 'begin last']);
  });

  test.each([
    ['accept: known', 'begin two'],
    ['by-hand', 'begin two'],
    ['skip: later', 'end two not-reached (needs one)'],
  ])('on a step whose failure was answered %s', (answer, then) => {
    const played = lines({ One: write(), Two: read('needs=one') }, worldOf({ 'one.1#1': answer }, { 'one.1': [1] }));
    expect(played[played.findIndex((line) => line.startsWith('end one')) + 1]).toBe(then);
  });
});

describe('criteria', () => {
  const after = `## Success Criteria\n\n- [ ] It answers\n- [ ] People are happy\n\n${fence('bash {check="It answers" effect=read}', 'curl')}`;
  const happy = 'success-criteria.people-are-happy';
  const answers = 'success-criteria.it-answers';

  test.each([
    ['yes', 0, [`met ${answers} by check`, `ask criterion ${happy}`, `met ${happy} by answer`, 'succeeded']],
    [
      'unknown',
      0,
      [
        `met ${answers} by check`,
        `ask criterion ${happy}`,
        `open ${happy} by answer`,
        'unverified; People are happy: open',
      ],
    ],
    [
      'no',
      0,
      [
        `met ${answers} by check`,
        `ask criterion ${happy}`,
        expect.stringMatching(/^ask failure success-criteria\.people-are-happy#\d+$/),
        `not-met ${happy} by answer`,
        'failed; People are happy: NOT MET',
      ],
    ],
    [
      'yes',
      1,
      [
        ...['ask failure success-criteria.1#1', `not-met ${answers} by check`, `ask criterion ${happy}`],
        ...[`met ${happy} by answer`, 'failed; It answers: NOT MET'],
      ],
    ],
  ])('answered %s, with a check that ends with %i', (answer, code, then) => {
    const world = worldOf({ [happy]: answer }, { 'success-criteria.1': [code] });
    expect(lines({ One: read() }, world, after).slice(4)).toEqual(['execute success-criteria.1', ...then]);
  });

  test('are asked for before a check that writes, not before one that is declared to read', () => {
    const writing = after.replace('effect=read', 'effect=write');
    expect(lines({ One: read() }, worldOf(), writing).slice(4, 6)).toEqual([
      'ask run success-criteria.1',
      'execute success-criteria.1',
    ]);
  });

  test('are not looked at after a failed step, and are open then', () => {
    const played = lines({ One: read() }, worldOf({}, { 'one.1': [1] }), after);
    expect(played.slice(3)).toEqual([
      ...['ask failure one.1#1', 'end one failed (failed)', 'failed; One: failed, failed'],
    ]);
  });
});
