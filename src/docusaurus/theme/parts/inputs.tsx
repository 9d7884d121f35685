import type { PageInput } from '../../page.ts';
import { CopyButton } from './copy-button.tsx';
import { linkWithValues, useRunbook } from './state.tsx';

/** A form that fills every command of the page. What is typed stays in this tab; secrets are not asked for. */
export function Inputs() {
  const state = useRunbook();
  const { inputs } = state.runbook;
  if (inputs.length === 0) return null;
  return (
    <fieldset className="rb-inputs">
      <legend>Inputs</legend>
      {inputs.map((input) => (
        <Field key={input.name} input={input} />
      ))}
      <p className="rb-hint rb-screen">
        They fill the commands below, quoted for a shell. They stay in this tab.{' '}
        <CopyButton text={() => linkWithValues(state)} label="copy a link with these values" />
      </p>
    </fieldset>
  );
}

function Field({ input }: { readonly input: PageInput }) {
  const { values, setValue } = useRunbook();
  const { name, prompt, type, choices, pattern, placeholder } = input;
  const id = `input-${name}`;
  if (type === 'secret')
    return (
      <p className="rb-field">
        <span>{prompt}</span> <code>${input.variable}</code> is secret: it is never filled in here
      </p>
    );
  const value = values[name] ?? '';
  const change = (next: string) => setValue(name, next);
  return (
    <p className="rb-field">
      <label htmlFor={id}>
        {prompt} <code>{placeholder ?? `$${input.variable}`}</code>
      </label>{' '}
      {choices === undefined && type !== 'boolean' ? (
        <input
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={value}
          pattern={pattern}
          placeholder={input.default ?? ''}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <select id={id} value={value} onChange={(event) => change(event.target.value)}>
          <option value="">-</option>
          {(choices ?? ['true', 'false']).map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
    </p>
  );
}
