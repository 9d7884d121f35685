import type { Given } from '../../fill.ts';

type Chosen = Pick<Given, 'values' | 'environment'>;

/** What was chosen on this page in this tab, until the tab is closed; secrets are never among it. */
export function keptInTab(): Chosen | undefined {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(keyOfPage()) ?? 'null');
    return isChosen(kept) ? kept : undefined;
  } catch {
    // A browser may refuse to keep anything.
    return undefined;
  }
}

export function keepInTab({ values, environment }: Chosen): void {
  try {
    window.sessionStorage.setItem(keyOfPage(), JSON.stringify({ values, environment }));
  } catch {
    // Then it is kept as long as the page is open.
  }
}

/** Several sites, and several folders of runbooks in one, may share an origin. */
function keyOfPage(): string {
  return `runbook-as-code:${window.location.pathname}`;
}

function isChosen(value: unknown): value is Chosen {
  if (typeof value !== 'object' || value === null || !('values' in value && 'environment' in value)) return false;
  const { values, environment } = value;
  if (typeof environment !== 'string' || typeof values !== 'object' || values === null) return false;
  return Object.values(values).every((one) => typeof one === 'string');
}
