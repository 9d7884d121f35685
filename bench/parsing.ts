import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parseRunbook } from '../src/markdown/parse-runbook.ts';
import { interleave } from './interleave.ts';
import { printComparison } from './print-comparison.ts';

const count = 1_000;
const fixture = join(import.meta.dirname, '..', 'test', 'fixtures', 'seed', 'payment-processor.md');
const base = 'unified().use(remarkParse)';
const ours = 'parseRunbook';

/** How long 1,000 runbooks take from text to model, against the Markdown parser alone. */
export async function benchParsing(): Promise<void> {
  const texts = variations(readFileSync(fixture, 'utf8'));
  const processor = unified().use(remarkParse);
  const samples = await interleave(
    [
      { name: base, sample: () => timeAll(texts, (text) => processor.parse(text)) },
      { name: ours, sample: () => timeAll(texts, (text) => parseRunbook(text)) },
    ],
    { rounds: 5, warmUps: 1 },
  );
  console.log(`\nParsing ${count} runbooks, variations of the payment processor's`);
  printComparison({ unit: 'ms', samples, base, aims: [{ name: ours, ratio: { is: 'at-most', value: 1.5 } }] });
}

/** Each with another name, other budgets and an option or a criterion more or less. */
function variations(text: string): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    text
      .replaceAll('payment-processor', `service-${index}`)
      .replaceAll('(30 seconds)', `(${20 + (index % 40)} seconds)`)
      .concat(index % 2 === 0 ? `\n## After\n\n- [ ] Tell team ${index}\n` : ''),
  );
}

async function timeAll(texts: readonly string[], parse: (text: string) => unknown): Promise<number> {
  const beganMs = performance.now();
  for (const text of texts) parse(text);
  return performance.now() - beganMs;
}
