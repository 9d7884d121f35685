import CodeBlock from '@theme/CodeBlock';
import { effectWord } from '../../../runbook/effect.ts';
import { fillScript, variablesIn } from '../../../shell/fill-script.ts';
import type { PageAction } from '../../page.ts';
import { type RunbookState, useRunbook } from './state.tsx';
import { Effect, RunbookAnchor } from './step.tsx';

/** A command with what is known of it; the inputs are filled in, also where it is copied. */
export function RunbookCommand({ of }: { readonly of: string }) {
  const state = useRunbook();
  const action = state.runbook.actions[of];
  if (action === undefined) return null;
  const { language, kind, expect } = action;
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
        {shownCommand(action, state)}
      </CodeBlock>
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

function notesOf({ role, onlyIn, timeout, check, capture, language }: PageAction): readonly string[] {
  return [
    language === 'sql' || language === 'http' ? language : undefined,
    check === undefined || check === '' ? roleNotes[role] : `answers: ${check}`,
    onlyIn === undefined ? undefined : `only in ${onlyIn}`,
    timeout === undefined ? undefined : `timeout ${timeout}`,
    capture === undefined ? undefined : `gives $${capture.toUpperCase()}`,
  ].filter((note) => note !== undefined);
}

function shownCommand({ source, script, kind }: PageAction, { runbook, values }: RunbookState): string {
  if (kind !== 'shell') return source;
  const given = runbook.inputs.filter(({ name, type }) => type !== 'secret' && (values[name] ?? '') !== '');
  const base = script ?? source;
  const names = given.map(({ variable }) => variable);
  if (variablesIn(base, names).length === 0) return source;
  // A placeholder that is not filled in yet stays as it was written.
  const filled = fillScript(base, new Map(given.map(({ name, variable }) => [variable, values[name] ?? ''])));
  return runbook.inputs.reduce((text, { variable, placeholder, name }) => {
    if (placeholder === undefined || (values[name] ?? '') !== '') return text;
    return text.replaceAll(`"\${${variable}}"`, placeholder).replaceAll(`\${${variable}}`, placeholder);
  }, filled);
}
