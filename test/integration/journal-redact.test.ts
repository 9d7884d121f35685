import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/journal/redact.ts';

const alphabet = fc.constantFrom('a', 'b', 'c', ' ', '\n', 'é', ':');
const secretArbitrary = fc.string({ unit: alphabet, minLength: 4, maxLength: 12 });

describe('a stream', () => {
  test('a planted secret is found nowhere, however the bytes are split', () => {
    const planted = fc.record({
      secrets: fc.array(secretArbitrary, { minLength: 1, maxLength: 3 }),
      around: fc.array(fc.string({ unit: alphabet, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
      cuts: fc.array(fc.nat(120), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(planted, ({ secrets, around, cuts }) => {
        const text = around.map((part, index) => part + (secrets[index % secrets.length] ?? '')).join('');
        const { redactor, hidden } = redactorOf(secrets);
        const out = streamed(redactor, split(Buffer.from(text), cuts)).toString();
        for (const secret of hidden) expect(out.replaceAll('[secret]', '\u0000')).not.toContain(secret);
      }),
      { numRuns: 3_000 },
    );
  });

  test('the result does not depend on where the bytes are split', () => {
    const input = fc.record({
      secrets: fc.array(secretArbitrary, { minLength: 1, maxLength: 3 }),
      text: fc.string({ unit: alphabet, maxLength: 80 }),
      cuts: fc.array(fc.nat(160), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(input, ({ secrets, text, cuts }) => {
        const { redactor } = redactorOf(secrets);
        const bytes = Buffer.from(secrets.join('') + text);
        expect(streamed(redactor, split(bytes, cuts)).toString()).toBe(redactor.text(bytes.toString()));
      }),
      { numRuns: 3_000 },
    );
  });

  test('what cannot begin a secret is let through at once', () => {
    const { redactor } = redactorOf(['hunter22']);
    const stream = redactor.stream();
    const pushed = ['Password: ', 'hun', 'ter2', '2 hunt', 'ing'].map((text) => pushText(stream, text));
    expect([...pushed, Buffer.from(stream.end()).toString()]).toEqual([
      'Password: ',
      '',
      '',
      '[secret] ',
      'hunting',
      '',
    ]);
  });

  test('the beginning of a secret at the very end is let through', () => {
    const stream = redactorOf(['hunter22']).redactor.stream();
    expect([pushText(stream, 'x hunt'), Buffer.from(stream.end()).toString()]).toEqual(['x ', 'hunt']);
  });

  test.each([
    ['a colour', 'hun\u001b[1;31mter22', '[secret]'],
    ['a character set and a reset', '\u001b[32mhunter\u001b(B\u001b[m22\u001b[0m', '\u001b[32m[secret]\u001b[0m'],
    ['a title', 'hun\u001b]0;title\u0007ter22', '[secret]'],
    ['a link', 'hun\u001b]8;;https://example.com\u001b\\ter22', '[secret]'],
    ['a two-byte escape and one of C1', 'hun\u001b7ter\u009b0m22', '[secret]'],
    ['a return, a backspace and a NUL', 'hun\rt\ber\u000022', '[secret]'],
    ['characters of no width', 'h\u200bu\u2060n\ufeffter22', '[secret]'],
    ['nothing, but with escapes around it', 'a\u001b[1mb\rhunter22\u001b[0mc', 'a\u001b[1mb\r[secret]\u001b[0mc'],
  ])('a secret is found with %s in it, at once and byte by byte', (_title, text, expected) => {
    const { redactor } = redactorOf(['hunter22']);
    const bytes = Buffer.from(`x ${text} y\n`);
    const single = Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1));
    expect(
      [redactor.text(`x ${text} y\n`), streamed(redactor, [bytes]), streamed(redactor, single)].map(String),
    ).toEqual(Array(3).fill(`x ${expected} y\n`));
  });

  test('with sequences in and around secrets the result does not depend on where the bytes are split', () => {
    const unit = fc.constantFrom(
      'abcd',
      'a',
      'b',
      'c',
      'd',
      '\u001b[1m',
      '\u001b]0;t\u0007',
      '\r',
      '\r\n',
      '\u0000',
      '\u001b',
      '…',
    );
    const input = fc.record({
      text: fc.string({ unit, maxLength: 30 }),
      cuts: fc.array(fc.nat(90), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(input, ({ text, cuts }) => {
        const { redactor } = redactorOf(['abcd']);
        expect(streamed(redactor, split(Buffer.from(text), cuts)).toString()).toBe(redactor.text(text));
      }),
      { numRuns: 3_000, examples: [[{ text: '\u001b\u001ba\u001babcd', cuts: [3] }]] },
    );
  });

  test('a secret that was captured with its colours is found without them', () => {
    expect(redactorOf(['\u001b[1mhunter22\u001b[m']).redactor.text('x hunter22 y')).toBe('x [secret] y');
  });

  test('NUL bytes behind the beginning of a secret are not held back for ever', () => {
    const { redactor } = redactorOf(['hunter22']);
    const stream = redactor.stream();
    const zeros = Buffer.alloc(64 * 1_024);
    const lengths = [Buffer.from('hun'), zeros, zeros].map((chunk) => stream.push(chunk).length);
    expect(lengths).toEqual([0, zeros.length + 3, zeros.length]);
  });

  test('secrets that overlap leave nothing of the second', () => {
    expect(redactorOf(['abcdef', 'defghi']).redactor.text('-abcdefghi-abcdef-')).toBe('-[secret]-[secret]-');
  });

  test('a secret that becomes known later is redacted from then on', () => {
    const { redactor } = redactorOf([]);
    const stream = redactor.stream();
    const before = pushText(stream, 'token1 ');
    redactor.add('token1');
    expect([before, pushText(stream, 'token1 ')]).toEqual(['token1 ', '[secret] ']);
  });

  test('a text of nothing but one repeated secret is linear in its length', () => {
    const { redactor } = redactorOf(['aaaa']);
    const chunk = Buffer.alloc(16 * 1_024, 'a');
    const out = streamed(
      redactor,
      Array.from({ length: 64 }, () => chunk),
    );
    expect(out.toString()).toBe('[secret]');
  });
});

describe('what a secret may look like', () => {
  test.each([
    ['itself', 'p"ss wörd', 'x p"ss wörd y', 'x [secret] y'],
    ['inside JSON', 'p"ss wörd', '{"a":"p\\"ss wörd"}', '{"a":"[secret]"}'],
    ['in a URL', 'p"ss wörd', 'postgres://u:p%22ss%20w%C3%B6rd@h', 'postgres://u:[secret]@h'],
    ['in base64', 'correct horse', 'data: Y29ycmVjdCBob3JzZQ==', 'data: [secret]'],
    [
      'in hexadecimal digits',
      'hunter22!',
      '68756E7465723232 68756e746572323221 68756E746572323221',
      '68756E7465723232 [secret] [secret]',
    ],
    [
      'in a URL with all that is reserved',
      "p:'(!)*w",
      'u=p%3A%27%28%21%29%2Aw&v=p%3a%27%28%21%29%2aw',
      'u=[secret]&v=[secret]',
    ],
    ['in a form', 'p ss:word', 'u=p+ss%3Aword', 'u=[secret]'],
    ['by set -x', "it's me", "+ echo 'it'\\''s me'", "+ echo '[secret]'"],
    ['by declare -p', 'a$b"c`d', 'declare -- x="a\\$b\\"c\\`d"', 'declare -- x="[secret]"'],
    ['without the line feed of its file', 'token-1\n', 'echo token-1;', 'echo [secret];'],
    ['printed by a terminal', 'one\ntwo\nthree', 'one\r\ntwo\r\nthree', '[secret]'],
    ['line by line', 'BEGIN KEY\nMIIEvQIBADAN\nEND', '  MIIEvQIBADAN\n  END\n', '  [secret]\n  END\n'],
  ])('%s', (_title, secret, text, expected) => {
    expect(redactorOf([secret]).redactor.text(text)).toBe(expected);
  });

  test.each(['p"ss wörd!', "~#a'b;c|d&e", 'tab\tand\nline', 'a=~b,c:~d', '\u001b[1m{x}'])(
    'as printf %%q of bash writes it: %j',
    (secret) => {
      const { redactor } = redactorOf([secret]);
      const quoted = ['C.UTF-8', 'C'].map((locale) =>
        execFileSync('bash', ['-c', 'printf "%q" "$1"', 'bash', secret], {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: locale },
        }),
      );
      expect(quoted.map((text) => redactor.text(text).replace(/^\$'(.*)'$/s, '$1'))).toEqual(['[secret]', '[secret]']);
    },
  );

  test('a value under four characters is not redacted, and add says so', () => {
    const redactor = createRedactor();
    expect([redactor.add('abc'), redactor.add(' abc\n'), redactor.add(''), redactor.add('abcd')]).toEqual([
      'too-short',
      'too-short',
      'too-short',
      'redacted',
    ]);
    expect(redactor.text('abc abcd')).toBe('abc [secret]');
  });
});

function redactorOf(secrets: readonly string[]) {
  const redactor = createRedactor();
  const hidden = secrets.filter((secret) => redactor.add(secret) === 'redacted');
  return { redactor, hidden };
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

function streamed(redactor: ReturnType<typeof createRedactor>, chunks: readonly Buffer[]): Buffer {
  const stream = redactor.stream();
  const out = chunks.map((chunk) => Buffer.from(stream.push(chunk)));
  return Buffer.concat([...out, Buffer.from(stream.end())]);
}

function pushText(stream: ReturnType<ReturnType<typeof createRedactor>['stream']>, text: string): string {
  return Buffer.from(stream.push(Buffer.from(text))).toString();
}
