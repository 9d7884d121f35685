import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { PageDrills, PageStep, PageTimes, RunbookPage } from '../../page.ts';

export interface RunbookState {
  readonly runbook: RunbookPage;
  readonly drills: PageDrills;
  /** By id. */
  readonly steps: ReadonlyMap<string, PageStep>;
  readonly stepTimes: ReadonlyMap<string, PageTimes | undefined>;
  /** By name of an input; only in this tab, and only while the page is open. */
  readonly values: Readonly<Record<string, string>>;
  readonly setValue: (name: string, value: string) => void;
}

const RunbookContext = createContext<RunbookState | undefined>(undefined);

export function useRunbook(): RunbookState {
  const state = useContext(RunbookContext);
  if (state === undefined) throw new Error('a part of a runbook stands outside of its page');
  return state;
}

/** What stands behind `#with:` in an address: never sent to any server, unlike a query. */
const marker = '#with:';

interface ProviderProps {
  readonly runbook: RunbookPage;
  readonly drills: PageDrills;
  readonly children: ReactNode;
}

export function RunbookProvider({ runbook, drills, children }: ProviderProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    if (!window.location.hash.startsWith(marker)) return;
    const given = new URLSearchParams(window.location.hash.slice(marker.length));
    const open = runbook.inputs.filter(({ type }) => type !== 'secret');
    setValues(Object.fromEntries(open.flatMap(({ name }) => (given.has(name) ? [[name, given.get(name) ?? '']] : []))));
  }, [runbook]);
  const state = useMemo(
    () => ({
      runbook,
      drills,
      steps: new Map(runbook.steps.map((step) => [step.id, step])),
      stepTimes: new Map(drills.steps.map(({ id, times }) => [id, times])),
      values,
      setValue: (name: string, value: string) => setValues((before) => ({ ...before, [name]: value })),
    }),
    [runbook, drills, values],
  );
  return <RunbookContext value={state}>{children}</RunbookContext>;
}

/** An address of this page that brings the values along, secrets excepted. */
export function linkWithValues({ runbook, values }: RunbookState): string {
  const given = new URLSearchParams();
  for (const { name, type } of runbook.inputs)
    if (type !== 'secret' && (values[name] ?? '') !== '') given.set(name, values[name] ?? '');
  return `${window.location.href.replace(/#.*$/s, '')}${marker}${given.toString()}`;
}
