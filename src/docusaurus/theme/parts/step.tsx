import useBrokenLinks from '@docusaurus/useBrokenLinks';
import type { ReactNode } from 'react';
import type { PageGuard, PageLink } from '../../page.ts';
import { BudgetBar } from './budget-bar.tsx';
import { useRunbook } from './state.tsx';

/** An id of ours, which links may lead to. */
export function RunbookAnchor({ id }: { readonly id: string }) {
  useBrokenLinks().collectAnchor(id);
  return <span id={id} className="rb-anchor" />;
}

interface PartProps {
  readonly of: string;
  readonly children?: ReactNode;
}

/** The card below the heading of a step. */
export function RunbookStep({ of, children }: PartProps) {
  const { steps, stepTimes } = useRunbook();
  const step = steps.get(of);
  if (step === undefined) return <>{children}</>;
  return (
    <div className={`rb-step rb-step-${effectClass(step.effect)}`}>
      {step.hasAnchor ? null : <RunbookAnchor id={of} />}
      <p className="rb-step-facts">
        <Effect word={step.effect} />
        <BudgetBar budget={step.budget} budgetMs={step.budgetMs} times={stepTimes.get(of)} />
        {step.kind === 'undo' ? <span>takes back</span> : null}
        {step.kind === 'on-failure' ? <span>only after a failure</span> : null}
        {step.kind === 'never' ? <span>nothing leads here</span> : null}
        <span className="rb-paper">started ____:____ ended ____:____ by ______________</span>
      </p>
      {step.condition === undefined ? null : <Question guard={step.condition} />}
      {step.needs.length === 0 ? null : <Links word="Needs" links={step.needs} />}
      {children}
      {step.onFailure === undefined ? null : <Links word="If it fails, go on at" links={[step.onFailure]} />}
      {step.troubles.length === 0 ? null : <Links word="If something is wrong" links={step.troubles} />}
      {step.undo.length === 0 ? null : <Links word="Undo" links={step.undo} />}
    </div>
  );
}

function effectClass(word: string): string {
  return word.toLowerCase().replace(/\W+/g, '-');
}

export function Effect({ word, assumed = false }: { readonly word: string; readonly assumed?: boolean }) {
  const shown = assumed ? `${word} (assumed)` : word;
  return <span className={`rb-effect rb-effect-${effectClass(word)}`}>{shown}</span>;
}

function Links({ word, links }: { readonly word: string; readonly links: readonly PageLink[] }) {
  return (
    <p className="rb-links">
      {word}:{' '}
      {links.map(({ text, anchor }, index) => (
        <span key={anchor}>
          {index === 0 ? '' : ', '}
          <a href={`#${anchor}`}>{text}</a>
        </span>
      ))}
    </p>
  );
}

/** What is asked, and what follows from the answer. */
function Question({ guard: { text, runsIf, when } }: { readonly guard: PageGuard }) {
  const [yes, no] = runsIf === 'yes' ? ['do this', 'skip it'] : ['skip it', 'do this'];
  return (
    <p className="rb-question">
      <strong>{text}.</strong> {when === undefined ? `Is it so? Yes: ${yes}. No: ${no}.` : `Decided by ${when}.`}
    </p>
  );
}

export function RunbookGuard({ of, children }: PartProps) {
  const guard = useRunbook().runbook.guards[of];
  return (
    <div className="rb-guarded">
      {guard === undefined ? null : <Question guard={guard} />}
      {children}
    </div>
  );
}
