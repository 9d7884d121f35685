import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { allRules } from '../lint/all-rules.ts';
import { lintJob, lintSettingsOf } from '../project/lint-job.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import { readConfig } from '../project/read-config.ts';
import { allActionsOf } from '../runbook/actions-of.ts';

/** What is known to do damage without a word, and stands in what is about to run: the rest can wait for the morning. */
const matters: ReadonlySet<string> = new Set(
  allRules.filter(({ preset, on }) => preset === 'legacy' && (on === 'script' || on === 'sql')).map(({ code }) => code),
);

/** Of each action, by address, the first thing to look at before its key is pressed; most have none. */
export async function findLooks({ path, text, root, runbook }: LoadedRunbook): Promise<ReadonlyMap<string, string>> {
  const settings = lintSettingsOf(readConfig(root), root, { preset: 'legacy' });
  const job = { kind: 'runbook', paths: [path] } as const;
  const [linted] = await lintJob(job, settings, createParserLoader(), { path, text });
  const found = linted?.diagnostics.filter(({ code }) => matters.has(code)) ?? [];
  return new Map(
    allActionsOf(runbook).flatMap(({ address, place }) => {
      const inside = found.filter((one) => one.place.line >= place.line && one.place.line <= place.endLine);
      const worst = inside.find(isError) ?? inside[0];
      return worst === undefined ? [] : [[address, worst.message] as const];
    }),
  );
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
