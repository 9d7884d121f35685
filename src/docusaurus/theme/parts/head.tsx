import { runCommands } from '../../fill.ts';
import { procedureWords } from '../../procedure-words.ts';
import { BudgetBar } from './budget-bar.tsx';
import { CopyButton } from './copy-button.tsx';
import { Freshness } from './freshness.tsx';
import { Graph } from './graph.tsx';
import { Inputs } from './inputs.tsx';
import { useRunbook } from './state.tsx';

/** The top of a page: what it is for, whether it can be trusted, how it is run. */
export function RunbookHead() {
  const state = useRunbook();
  const { runbook, drills } = state;
  const { purpose, whenToUse, severity, service, owners, contacts, budget, budgetMs, graphs, errors } = runbook;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Use when', whenToUse],
    ['Service', service],
    ['Severity', severity],
    ['Owners', owners.join(', ')],
    ...runbook.facts,
    ['Contacts', contacts.join('; ')],
    ...runbook.environments.map(({ name, facts: said }) => [`In ${name}`, said.join(', ') || 'no target'] as const),
  ];
  return (
    <section className="rb-head" aria-label="About this runbook">
      <Refusal errors={errors} />
      {purpose === undefined ? null : <p className="rb-purpose">{purpose}</p>}
      {drills.map((one) => (
        <div key={one.procedure ?? ''}>
          <p className="rb-promise">
            {one.procedure === undefined ? null : (
              <>
                <a href={`#${one.procedure}`}>{procedureWords(one.procedure)}</a>:{' '}
              </>
            )}
            {errors.length > 0 && budget === undefined ? null : (
              <BudgetBar budget={budget} budgetMs={budgetMs} times={one.whole} />
            )}
          </p>
          <Freshness drills={one} />
        </div>
      ))}
      <dl className="rb-facts">
        {facts.map(([name, value]) =>
          value === undefined || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {errors.length > 0 ? null : (
          <div>
            <dt>Run it</dt>
            <dd>
              {runCommands(state, 'run').map((command) => (
                <div key={command}>
                  <code>{command}</code> <CopyButton text={() => command} label="copy" />
                </div>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <Inputs />
      {graphs.map((graph) => (
        <Graph key={graph.nodes[0]?.id} graph={graph} />
      ))}
    </section>
  );
}

/** A page looks as good as any other: whoever needs it must not find out when they run it. */
function Refusal({ errors }: { readonly errors: readonly string[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="rb-refusal">
      <p>
        <strong>runbook run refuses this file</strong>, because of{' '}
        {errors.length === 1 ? 'an error' : `${errors.length} errors`}:
      </p>
      <ul>
        {errors.map((error) => (
          <li key={error}>{error}</li>
        ))}
      </ul>
    </div>
  );
}
