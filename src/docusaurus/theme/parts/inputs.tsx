import { problemOf } from '../../fill.ts';
import type { PageInput } from '../../page.ts';
import { CopyButton } from './copy-button.tsx';
import { linkWithValues, useRunbook } from './state.tsx';

/** A form that fills every command of the page. What is typed stays in this tab; secrets are not asked for. */
export function Inputs() {
  const state = useRunbook();
  const { inputs, environments } = state.runbook;
  const hasChoice = environments.length > 1 || environments.some(({ vars }) => Object.keys(vars).length > 0);
  if (inputs.length === 0 && !hasChoice) return null;
  return (
    <fieldset className="rb-inputs">
      <legend>Inputs</legend>
      {hasChoice ? <EnvironmentField /> : null}
      {inputs.map((input) => (
        <Field key={input.name} input={input} />
      ))}
      <p className="rb-hint rb-screen">
        They fill the commands below, quoted whatever they hold, and stay in this tab.{' '}
        <CopyButton text={() => linkWithValues(state)} label="copy a link with these values" />
      </p>
    </fieldset>
  );
}

function EnvironmentField() {
  const { runbook, environment, setEnvironment } = useRunbook();
  const vars = Object.entries(runbook.environments.find(({ name }) => name === environment)?.vars ?? {});
  return (
    <p className="rb-field rb-screen">
      <label htmlFor="rb:environment">environment</label>{' '}
      <select id="rb:environment" value={environment} onChange={(event) => setEnvironment(event.target.value)}>
        <option value="">-</option>
        {runbook.environments.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>{' '}
      {vars.map(([name, value]) => (
        <code key={name}>
          {name}={value}{' '}
        </code>
      ))}
    </p>
  );
}

function Field({ input }: { readonly input: PageInput }) {
  const { values, setValue } = useRunbook();
  const { name, prompt, type, choices, placeholder } = input;
  // No heading has such an anchor.
  const id = `rb:input:${name}`;
  if (type === 'secret')
    return (
      <p className="rb-field">
        <span>{prompt}</span> <code>${input.variable}</code> is secret: it is never filled in here
      </p>
    );
  const value = values[name] ?? '';
  const problem = problemOf(input, value);
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
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}.problem`}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <select id={id} value={value} onChange={(event) => change(event.target.value)}>
          <option value="">-</option>
          {choices === undefined ? (
            <>
              <option value="true">yes</option>
              <option value="false">no</option>
            </>
          ) : (
            choices.map((choice) => <option key={choice}>{choice}</option>)
          )}
        </select>
      )}
      {problem === undefined ? null : (
        <span className="rb-problem" id={`${id}.problem`} role="alert">
          not filled in: {problem}
        </span>
      )}
    </p>
  );
}
