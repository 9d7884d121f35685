import { loadValidRunbook } from '../../project/load-runbook.ts';
import { givenAnswer } from '../../runner/given-answers.ts';
import { flagsFor } from '../../runner/missing-answers.ts';
import { questionsOf } from '../../runner/questions-of.ts';
import { renderPlan } from '../../runner/render-plan.ts';
import type { RunPlan } from '../../runner/run-plan.ts';
import { unchosenEnvironment } from '../../runner/unchosen-environment.ts';
import { writeJson, writeResult } from '../output.ts';
import { planRun } from '../plan-run.ts';
import { chooseEnvironment, type RunFlags, readGivenAnswers } from '../run-flags.ts';

/** `runbook plan FILE`: everything that a run would do and ask; nothing is run. */
export async function plan(file: string, flags: RunFlags & { readonly json?: boolean }): Promise<number> {
  const loaded = loadValidRunbook(file);
  const { plan: planned, diagnostics } = await planRun(loaded, chooseEnvironment(loaded.runbook, flags.env));
  const given = readGivenAnswers(flags, planned, process.env);
  const known = (question: Parameters<typeof givenAnswer>[0]) => givenAnswer(question, given);
  const questions = questionsOf(planned, known).filter((question) => known(question) === undefined);
  const all = [...loaded.diagnostics, ...diagnostics];
  if (flags.json === true) {
    writeJson({
      runbook: planned.runbook,
      graph: planned.graph,
      environment: planned.environment,
      dispositions: Object.fromEntries(planned.dispositions),
      questions: [
        ...environmentQuestion(planned),
        ...questions.map((question) => ({
          id: question.id,
          kind: question.kind,
          text: question.text,
          step: question.step,
          place: question.place,
          flags: flagsFor(question),
        })),
      ],
      diagnostics: all,
    });
  } else writeResult(renderPlan(planned, questions, all));
  return 0;
}

function environmentQuestion(planned: RunPlan) {
  const unchosen = unchosenEnvironment(planned);
  if (unchosen === undefined) return [];
  const { place, flags } = unchosen;
  return [{ id: 'environment', kind: 'environment', text: 'Which environment?', place, flags }];
}
