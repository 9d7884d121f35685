import type { Given } from './fill.ts';

type Chosen = Pick<Given, 'values' | 'environment'>;

/** What was chosen on a page of this tab, until the tab is closed; secrets are never among it. */
export function keptInTab(file: string): Chosen | undefined {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(keyOf(file)) ?? 'null');
    return isChosen(kept) ? kept : undefined;
  } catch {
    // A browser may refuse to keep anything.
    return undefined;
  }
}

export function keepInTab(file: string, { values, environment }: Chosen): void {
  try {
    window.sessionStorage.setItem(keyOf(file), JSON.stringify({ values, environment }));
  } catch {
    // Then it is kept as long as the page is open.
  }
}

function keyOf(file: string): string {
  return `runbook-as-code:${file}`;
}

function isChosen(value: unknown): value is Chosen {
  return typeof value === 'object' && value !== null && 'values' in value && 'environment' in value;
}
