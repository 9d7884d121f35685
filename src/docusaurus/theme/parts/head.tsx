import { quoted } from '../../../shell/fill-script.ts';
import { BudgetBar } from './budget-bar.tsx';
import { CopyButton } from './copy-button.tsx';
import { Freshness } from './freshness.tsx';
import { Graph } from './graph.tsx';
import { Inputs } from './inputs.tsx';
import { useRunbook } from './state.tsx';

/** The top of a page: what it is for, whether it can be trusted, how it is run. */
export function RunbookHead() {
  const { runbook, drills } = useRunbook();
  const { purpose, whenToUse, severity, service, owners, contacts, budget, budgetMs, graphs, file } = runbook;
  const command = `runbook run ${quoted(file)}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Use when', whenToUse],
    ['Service', service],
    ['Severity', severity],
    ['Owners', owners.join(', ')],
    ['Contacts', contacts.join('; ')],
  ];
  return (
    <section className="rb-head" aria-label="About this runbook">
      {purpose === undefined ? null : <p className="rb-purpose">{purpose}</p>}
      <p className="rb-promise">
        <BudgetBar budget={budget} budgetMs={budgetMs} times={drills.whole} />
      </p>
      <Freshness drills={drills} />
      <dl className="rb-facts">
        {facts.map(([name, value]) =>
          value === undefined || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        <div>
          <dt>Run it</dt>
          <dd>
            <code>{command}</code> <CopyButton text={() => command} label="copy" />
          </dd>
        </div>
      </dl>
      <Inputs />
      {graphs.map((graph) => (
        <Graph key={graph.nodes[0]?.id} graph={graph} />
      ))}
    </section>
  );
}
