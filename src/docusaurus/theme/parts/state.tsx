import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { asShown, type Given, usualValue } from '../../fill.ts';
import type { PageDrills, PageStep, PageTimes, RunbookPage } from '../../page.ts';
import { keepInTab, keptInTab } from './kept-in-tab.ts';

export interface RunbookState extends Given {
  /** Of each of its procedures, of which mostly there is one. */
  readonly drills: readonly PageDrills[];
  /** By id. */
  readonly steps: ReadonlyMap<string, PageStep>;
  readonly stepTimes: ReadonlyMap<string, PageTimes | undefined>;
  readonly setValue: (name: string, value: string) => void;
  readonly setEnvironment: (name: string) => void;
}

const RunbookContext = createContext<RunbookState | undefined>(undefined);

export function useRunbook(): RunbookState {
  const state = useContext(RunbookContext);
  if (state === undefined) throw new Error('a part of a runbook stands outside of its page');
  return state;
}

/** What stands behind `#with:` in an address: never sent to any server, unlike a query. */
const marker = '#with:';
/** Of the environment, which no input can have for a name. */
const environmentKey = ':env';

interface ProviderProps {
  readonly runbook: RunbookPage;
  /** Of each of its procedures, of which mostly there is one. */
  readonly drills: readonly PageDrills[];
  readonly children: ReactNode;
}

type Chosen = Pick<Given, 'values' | 'environment'>;

export function RunbookProvider({ runbook, drills, children }: ProviderProps) {
  const [chosen, setChosen] = useState<Chosen>(() => usual(runbook));
  // What was typed is there again after a look at another page; what a link says goes before it.
  useEffect(() => {
    const read = () => {
      const linked = fromLink(window.location.hash, runbook);
      if (linked === undefined) return;
      keepInTab(linked);
      setChosen(linked);
      // It has been heard: what is typed from now on goes before it, also when the page is loaded again.
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, '', `${pathname}${search}`);
    };
    setChosen(withKept(usual(runbook), runbook));
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [runbook]);
  const state = useMemo(() => {
    const choose = (next: Chosen) => {
      keepInTab(next);
      setChosen(next);
    };
    return {
      ...{ runbook, drills, ...chosen },
      steps: new Map(runbook.steps.map((step) => [step.id, step])),
      stepTimes: new Map(drills.flatMap(({ steps }) => steps.map(({ id, times }) => [id, times]))),
      setValue: (name: string, value: string) => choose({ ...chosen, values: { ...chosen.values, [name]: value } }),
      setEnvironment: (environment: string) => choose({ ...chosen, environment }),
    };
  }, [runbook, drills, chosen]);
  return <RunbookContext value={state}>{children}</RunbookContext>;
}

/** Before anybody has said anything: what the runbook itself takes. */
function usual({ inputs, environments }: RunbookPage): Chosen {
  const defaults = inputs.map((input) => [input.name, usualValue(input)] as const);
  return {
    values: Object.fromEntries(defaults),
    environment: environments.length === 1 ? (environments[0]?.name ?? '') : '',
  };
}

/** What was kept is of this page as it was: an input or an environment may have gone since. */
function withKept(otherwise: Chosen, { inputs, environments }: RunbookPage): Chosen {
  const kept = keptInTab();
  const values = inputs.flatMap(({ name, type }) => {
    const value = kept?.values[name];
    return type === 'secret' || value === undefined ? [] : [[name, value] as const];
  });
  return {
    values: { ...otherwise.values, ...Object.fromEntries(values) },
    environment: environments.find(({ name }) => name === kept?.environment)?.name ?? otherwise.environment,
  };
}

function fromLink(hash: string, runbook: RunbookPage): Chosen | undefined {
  if (!hash.startsWith(marker)) return undefined;
  const given = new URLSearchParams(hash.slice(marker.length));
  const values = runbook.inputs.flatMap((input) => {
    const value = given.get(input.name);
    return input.type === 'secret' || value === null ? [] : [[input.name, asShown(input, value)] as const];
  });
  const environment = runbook.environments.find(({ name }) => name === given.get(environmentKey))?.name;
  const { values: defaults, environment: usualOne } = usual(runbook);
  return { values: { ...defaults, ...Object.fromEntries(values) }, environment: environment ?? usualOne };
}

/** An address of this page that brings the values along, secrets excepted. */
export function linkWithValues({ runbook, values, environment }: Given): string {
  const given = new URLSearchParams();
  if (environment !== '') given.set(environmentKey, environment);
  for (const { name, type } of runbook.inputs)
    if (type !== 'secret' && (values[name] ?? '') !== '') given.set(name, values[name] ?? '');
  return `${window.location.href.replace(/#.*$/s, '')}${marker}${given.toString()}`;
}
