/** The cluster and the namespace that an action runs against. */
export interface ProvedCluster {
  readonly kind: 'kubernetes';
  readonly server: string;
  readonly namespace: string;
}

/** The database that an action runs against; `systemIdentifier` is `unknown` where the role may not read it. */
export interface ProvedDatabase {
  readonly kind: 'database';
  readonly name: string;
  /** As the connection string names it, with the port; a folder for a socket. */
  readonly host: string;
  readonly systemIdentifier: string;
  readonly role: 'primary' | 'replica';
}

export type ProvedTarget = ProvedCluster | ProvedDatabase;

/** What asking the target itself brought. `detail` is one clause for the responder. */
export type Proof<T extends ProvedTarget> =
  | { readonly outcome: 'proved'; readonly target: T; readonly detail: string }
  | { readonly outcome: 'changed'; readonly target: T; readonly detail: string }
  | { readonly outcome: 'unreachable'; readonly target?: T | undefined; readonly detail: string };

/** Whether two proofs met the same target. An identifier that could not be read leaves name, host and role to decide. */
export function sameTarget(a: ProvedTarget, b: ProvedTarget): boolean {
  if (a.kind === 'kubernetes') {
    return b.kind === 'kubernetes' && sameServer(a.server, b.server) && a.namespace === b.namespace;
  }
  if (b.kind !== 'database' || a.name !== b.name || a.role !== b.role) return false;
  const identified = a.systemIdentifier !== 'unknown' && b.systemIdentifier !== 'unknown';
  return identified ? a.systemIdentifier === b.systemIdentifier : a.host === b.host;
}

/** `https://api:443/` and `https://API` are one server. */
export function sameServer(a: string, b: string): boolean {
  return normalServer(a) === normalServer(b);
}

function normalServer(server: string): string {
  const url = URL.parse(server.includes('://') ? server : `https://${server}`);
  return url === null ? server : `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}
