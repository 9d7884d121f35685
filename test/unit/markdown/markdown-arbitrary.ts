import fc from 'fast-check';

const word = fc.constantFrom(
  'stop',
  'start',
  'a',
  'Only if',
  'If x:',
  '# Option A: x',
  '# Or',
  '# - item',
  "'",
  '"',
  '<<EOF',
  'EOF',
  '$(',
  ')',
  '🚀',
  '{',
  '}',
  '-- Option B',
  '\\',
  '*',
  '`',
  '<pod>',
  '$ ls',
  '|',
);
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
export const code = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
const attribute = fc.constantFrom(
  'id=a',
  'id=b',
  '#c',
  'effect=read',
  'needs=a,b',
  'when=x',
  'option="A: b"',
  'option=B',
  'check',
  'budget=5s',
  'timout=1',
  'expect="o k"',
  'capture=out',
  'x="',
  '{1,3}',
  'name=d',
);
const info = fc
  .tuple(
    fc.constantFrom('bash', 'sql', 'yaml', '', 'console', 'python', 'http', 'text'),
    fc.array(attribute, { maxLength: 3 }),
  )
  .map(([language, attributes]) => (attributes.length === 0 ? language : `${language} {${attributes.join(' ')}}`));
const fenced = fc
  .tuple(fc.constantFrom('```', '~~~', '````'), info, code, fc.boolean())
  .map(([marks, text, source, closes]) => `${marks}${text}\n${source}${closes ? `\n${marks}` : ''}`);
const heading = fc
  .tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.constantFrom(
      'Steps',
      'Step 1: A (5s)',
      '2. B (0-5 min)',
      'Option A: x',
      'Option B',
      'Undo',
      'Fix',
      'Rollback',
      'Success Criteria',
      'Prerequisites',
      'Troubleshooting',
      'Expected output',
      'Purpose: x',
      'C <!-- #c -->',
      'Procedure',
    ),
  )
  .map(([depth, text]) => `${'#'.repeat(depth)} ${text}`);
const paragraph = fc.oneof(
  line,
  fc.constantFrom(
    'Only if it is down.',
    'If it is down:',
    'Skip if done',
    'Or:',
    'Expected output:',
    'Sample output:',
    'Then:',
    '**If over budget:** x',
    '**Bold:** y',
    'Prose.',
    '<!-- runbook: needs=a budget=1m -->',
    '| a | b |\n| - | - |\n| c | d |',
    '[a]: https://b',
    '\ttabbed',
  ),
);
const list = fc
  .tuple(
    fc.constantFrom('- ', '1. ', '- [ ] ', '> ', '-\t'),
    fc.array(fc.oneof(paragraph, fenced), { minLength: 1, maxLength: 3 }),
  )
  .map(([mark, blocks]) => {
    const indent = mark === '> ' ? '> ' : mark === '-\t' ? '\t' : ' '.repeat(mark === '1. ' ? 3 : 2);
    return mark + blocks.join('\n\n').replaceAll('\n', `\n${indent}`);
  });
const frontMatter = fc.constantFrom(
  '',
  '---\nrunbook: { inputs: { x: { type: boolean } } }\n---\n',
  '---\nrunbook: { budgt: 1 }\n---\n',
  '---\na: [\n---\n',
  '---\n',
  '---\n---\n',
);
const ending = fc.constantFrom('\n', '\r\n', '\r');
/** Runbooks made of pieces that mean something, in any order, with any line endings. */
export const markdown = fc
  .tuple(frontMatter, fc.array(fc.oneof(heading, paragraph, fenced, list), { maxLength: 12 }), ending)
  .map(([front, blocks, newline]) => `${front}# Title\n\n${blocks.join('\n\n')}`.replaceAll('\n', newline));
export const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array).toString('latin1'));
export const text = fc.string({ unit: 'binary', maxLength: 400 });
