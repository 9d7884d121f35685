import CodeBlock from '@theme/CodeBlock';
import { effectWord } from '../../../runbook/effect.ts';
import { fillCommand } from '../../fill.ts';
import type { PageAction } from '../../page.ts';
import { useRunbook } from './state.tsx';
import { Effect, RunbookAnchor } from './step.tsx';

/** A command with what is known of it; the inputs are filled in, also where it is copied. */
export function RunbookCommand({ of }: { readonly of: string }) {
  const state = useRunbook();
  const action = state.runbook.actions[of];
  if (action === undefined) return null;
  const { language, kind, expect } = action;
  const { text, open } = fillCommand(action, state);
  return (
    <div className="rb-command">
      <RunbookAnchor id={of} />
      <p className="rb-command-facts">
        <Fate action={action} />
        {notesOf(action).map((note) => (
          <span key={note}>{note}</span>
        ))}
      </p>
      <CodeBlock language={language || (kind === 'shell' ? 'bash' : 'text')} metastring="{0}">
        {text}
      </CodeBlock>
      {open.length === 0 ? null : (
        <p className="rb-hint rb-open">still to be given: {open.map((name) => `$${name}`).join(', ')}</p>
      )}
      {expect === undefined ? null : (
        <div className="rb-expect">
          <span>expect</span>
          <pre>{expect.join('\n')}</pre>
        </div>
      )}
    </div>
  );
}

function Fate({ action: { effect, assumed, refused, opens } }: { readonly action: PageAction }) {
  if (refused !== undefined)
    return (
      <>
        <Effect word="REFUSED" /> <span>{refused}</span>
      </>
    );
  if (effect === undefined) return <Effect word="nothing" />;
  return (
    <>
      <Effect word={effectWord(effect)} assumed={assumed} />
      {opens === undefined ? null : <span>by hand, in {opens}</span>}
    </>
  );
}

const roleNotes: Readonly<Record<string, string>> = {
  undo: 'takes back',
  fault: 'breaks the environment of a drill',
  restore: 'brings back what a drill broke',
  check: 'check',
};

function notesOf({ role, check, language, notes }: PageAction): readonly string[] {
  const first = [
    language === 'sql' || language === 'http' ? language : undefined,
    check === undefined || check === '' ? roleNotes[role] : `answers: ${check}`,
  ];
  return [...first.filter((note) => note !== undefined), ...notes];
}
