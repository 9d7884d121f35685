import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { bodyOf, codesOf, fence, oneStep, outlineOf, problemsOf, readModel } from './read-model.ts';

const good = oneStep(fence('bash', 'true'));

describe('a text that cannot be a runbook', () => {
  it.each([
    ['empty', '', '1:1 empty-file: the file is empty (Write a title, a "## Steps" section and a first step.)'],
    [
      'blank',
      ' \n\t\r\n\u00a0',
      '1:1 empty-file: the file is empty (Write a title, a "## Steps" section and a first step.)',
    ],
    [
      'a byte-order mark alone',
      '\ufeff',
      '1:1 empty-file: the file is empty (Write a title, a "## Steps" section and a first step.)',
    ],
    [
      'binary',
      '# Title\nab\0c',
      '2:3 binary-file: the file holds NUL bytes (Save it as UTF-8 text; UTF-16 and binary files cannot be read.)',
    ],
    [
      'binary behind CR',
      '# Title\rab\0c',
      '2:3 binary-file: the file holds NUL bytes (Save it as UTF-8 text; UTF-16 and binary files cannot be read.)',
    ],
    [
      'UTF-16 read as bytes',
      '#\0 \0T\0',
      '1:2 binary-file: the file holds NUL bytes (Save it as UTF-8 text; UTF-16 and binary files cannot be read.)',
    ],
    [
      'of one long line',
      `# Title\n\n${'x'.repeat(200_000)}`,
      '3:100001 line-too-long: the line is 200,000 characters long (Break it up: lines of up to 100,000 characters are read.)',
    ],
  ])('is named: %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
    expect(parseRunbook(text).runbook).toBeUndefined();
  });

  it('of 10 MB in one line is named at once', () => {
    const text = `# Title\n${'*a '.repeat(3_500_000)}`;
    expect(codesOf(text)).toEqual(['2:100001 line-too-long']);
  });
});

describe('a text with unusual characters', () => {
  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
    ['a byte-order mark', (text: string) => `\ufeff${text}`],
    ['no newline at its end', (text: string) => text.trimEnd()],
  ])('means the same: %s', (_, change) => {
    const blocks = [
      'Only if it is down:',
      fence('bash {budget=5s}', '# Option A: x\na\n\n# Option B: y\nb'),
      'Expected output:',
      fence('', 'one\ntwo'),
    ];
    const text = `---\nrunbook:\n  service: s\n---\n${oneStep(...blocks)}`;
    const { runbook, diagnostics } = parseRunbook(change(text));
    const { runbook: meant, diagnostics: problems } = parseRunbook(text);
    expect({ runbook, diagnostics }).toEqual({ runbook: meant, diagnostics: problems });
  });

  it('keeps its columns behind a byte-order mark', () => {
    expect(codesOf(`\ufeff\`\`\`bash {timout=5s}\ntrue\n\`\`\`\n`)).toEqual(['1:1 no-title', '1:10 unknown-attribute']);
  });

  it('keeps lone surrogates, controls and directions', () => {
    expect(bodyOf(fence('bash', 'echo \ud83d \u202e \u0007'))).toEqual(['echo \ud83d \u202e \u0007']);
  });
});

describe('a text that is nested too deep', () => {
  it.each([
    [
      'quotes in one line',
      `${'>'.repeat(10_000)} x`,
      '3:1 too-complex: lists and quotes are nested 10,000 levels deep here (Nest less: up to 100 levels are read.)',
    ],
    [
      'lists in one line',
      `${'- '.repeat(10_000)}x`,
      '3:1 too-complex: lists and quotes are nested 10,000 levels deep here (Nest less: up to 100 levels are read.)',
    ],
    [
      'numbered lists in one line',
      `${'1. '.repeat(10_000)}x`,
      '3:1 too-complex: lists and quotes are nested 10,000 levels deep here (Nest less: up to 100 levels are read.)',
    ],
  ])('is named, not read: %s', (_, block, problem) => {
    const text = `# Title\n\n${block}\n`;
    expect(problemsOf(text)).toEqual([problem]);
  });

  it.each([3_000, 10_000, 40_000])('in JSON attributes is no matter: %i', (depth) => {
    const info = `bash {"tag":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(['[]', '["7:9 info-string-syntax"]']).toContain(JSON.stringify(codesOf(oneStep(fence(info, 'true')))));
  });

  it('line by line is named where it becomes too deep', () => {
    const list = Array.from({ length: 300 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n');
    expect(codesOf(`# Title\n\n${list}\n`)).toEqual(['103:1 too-complex']);
    const mixed = Array.from({ length: 80 }, (_, level) => `${'> '.repeat(level)}- > x`).join('\n');
    expect(codesOf(`# Title\n\n${mixed}\n`)).toEqual(['1:1 no-steps']);
  });

  it.each([
    ['a line of dashes', '- '.repeat(200)],
    ['deep code', fence('text', `${' '.repeat(150)}- x`)],
    ['a hundred levels', `${'- '.repeat(100)}x`],
  ])('is not %s', (_, block) => {
    expect(codesOf(`${good}\n${block.trimEnd()}\n`).filter((code) => code.includes('too-complex'))).toEqual([]);
  });

  it.each([
    ['emphasis', '*a**b'.repeat(10_000)],
    ['more emphasis', `${'*_'.repeat(10_000)}x${'_*'.repeat(10_000)}`],
    ['brackets', '[a]('.repeat(20_000)],
    ['comments', '<!-- '.repeat(15_000)],
    ['code', '`` ` '.repeat(15_000)],
  ])('by marks in one paragraph is named, and read as written: %s', (_, paragraph) => {
    const text = oneStep(`x ${paragraph}`, fence('bash', 'true'));
    expect(problemsOf(text)).toEqual([
      '7:1 too-complex: this paragraph holds more than 1,000 marks of emphasis, links, code or HTML (Divide it with blank lines, or put it into a code fence.)',
    ]);
    expect(readModel(text).steps[0]?.prose).toEqual([`x ${paragraph}`.trim()]);
  });
});

describe('a text with mistakes', () => {
  it('tells all of them, in the order of the text', () => {
    const text = `---\nrunbook: { budgt: 1m }\n---\n${oneStep(fence('bash {timout=5s}', 'a'), fence('bash{id=x}', 'b'), '```bash {id=do}\nc')}`;
    expect(codesOf(text)).toEqual([
      '2:12 unknown-key',
      '10:10 unknown-attribute',
      '14:8 info-string-syntax',
      '18:1 fence-not-closed',
    ]);
  });

  it('still gives the model of what could be read', () => {
    expect(outlineOf(readModel(oneStep(fence('bash {timout=5s}', 'a'), '```bash\nb')).steps)).toEqual({
      'do-it': ['a', 'b'],
    });
  });

  it('gets no more than a hundred guesses', () => {
    const fences = Array.from({ length: 150 }, (_, index) => fence(`bash {id=probe-${index} when=prob-${index}}`, 'a'));
    const hints = problemsOf(oneStep(...fences)).map((problem) => problem.includes('Did you mean'));
    expect([hints.length, hints.filter(Boolean).length]).toEqual([150, 100]);
  });
});
