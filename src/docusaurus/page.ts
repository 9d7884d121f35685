import type { StaleReason } from '../drill/freshness.ts';
import type { Effect } from '../runbook/effect.ts';
import type { Input } from '../runbook/input.ts';

/** What a page knows of its runbook beside its text: plain data, written into the page when the site is built. */
export interface RunbookPage {
  /** As the command line takes it, from the folder of the runbooks: `rollback/shop.md`. */
  readonly file: string;
  readonly title: string;
  readonly purpose?: string | undefined;
  readonly whenToUse?: string | undefined;
  readonly severity?: string | undefined;
  readonly service?: string | undefined;
  readonly owners: readonly string[];
  readonly contacts: readonly string[];
  /** What else its author says at the top: `Last reviewed`, `Requires`, and the programs and variables that it needs. */
  readonly facts: readonly (readonly [name: string, text: string])[];
  /** Why `runbook run` refuses it, and where; mostly there is nothing. */
  readonly errors: readonly string[];
  /** What tells the procedures of the file apart, in `FILE#heading`; empty where there is only one. */
  readonly procedures: readonly string[];
  readonly environments: readonly PageEnvironment[];
  /** `5:00`, or `3:00-5:00`; absent: nothing is promised. */
  readonly budget?: string | undefined;
  readonly budgetMs?: number | undefined;
  readonly inputs: readonly PageInput[];
  readonly steps: readonly PageStep[];
  readonly actions: Readonly<Record<string, PageAction>>;
  readonly guards: Readonly<Record<string, PageGuard>>;
  readonly choices: Readonly<Record<string, PageChoice>>;
  readonly graphs: readonly PageGraph[];
}

/** Where it may be run. */
export interface PageEnvironment {
  readonly name: string;
  /** `context prod-eu`, `namespace payments`, `database shop at db.example`. */
  readonly facts: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
}

/** A value that commands read; `variable` is how. A placeholder such as `<pod-name>` is one as well. */
export interface PageInput {
  readonly name: string;
  readonly variable: string;
  readonly prompt: string;
  readonly type: Input['type'];
  readonly choices?: readonly string[] | undefined;
  readonly default?: string | undefined;
  readonly pattern?: string | undefined;
  /** As it stands in the text, of a placeholder. */
  readonly placeholder?: string | undefined;
}

export interface PageLink {
  readonly text: string;
  /** Without `#`. */
  readonly anchor: string;
}

export interface PageStep {
  readonly id: string;
  /** A heading of the page has its id already. */
  readonly hasAnchor: boolean;
  readonly kind: 'forward' | 'on-failure' | 'never' | 'undo';
  readonly budget?: string | undefined;
  readonly budgetMs?: number | undefined;
  /** `read`, `WRITE`, `DESTRUCTIVE`, `REFUSED`, `by hand`, `nothing`. */
  readonly effect: string;
  readonly condition?: PageGuard | undefined;
  readonly needs: readonly PageLink[];
  readonly onFailure?: PageLink | undefined;
  readonly undo: readonly PageLink[];
  readonly troubles: readonly PageLink[];
}

export interface PageGuard {
  readonly text: string;
  readonly runsIf: 'yes' | 'no';
  /** What decides it without asking. */
  readonly when?: string | undefined;
}

export interface PageAction {
  readonly source: string;
  readonly language: string;
  readonly kind: string;
  readonly role: string;
  /** What it does; absent where it is not run. */
  readonly effect?: Effect | undefined;
  /** Nobody stated the effect: it was worked out. */
  readonly assumed: boolean;
  /** Why it is not run, or not by the program alone. */
  readonly refused?: string | undefined;
  /** The program that a person is given. */
  readonly opens?: string | undefined;
  readonly expect?: readonly string[] | undefined;
  readonly check?: string | undefined;
  /** What else its author says of it: `only in staging`, `up to 3 attempts`, `asks before`. */
  readonly notes: readonly string[];
  /** Where that is not what is written: as it is run, without prompts, placeholders as variables. */
  readonly script?: PageScript | undefined;
}

/** `unit` is how the script reads the variable, `text` what its author wrote there: `"${POD_NAME}"` for `<pod-name>`. */
export interface PagePlaceholder {
  readonly variable: string;
  readonly unit: string;
  readonly text: string;
}

export type PageScript = readonly (string | PagePlaceholder)[];

export interface PageChoice {
  readonly preselected: string;
  readonly options: readonly { readonly key: string; readonly title: string }[];
}

/** The order of steps, laid out: units are those of an SVG. */
export interface PageGraph {
  readonly title?: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PageNode[];
  readonly edges: readonly PageEdge[];
  /** `4:50 in all, at least 4:20 however many people work at once`. */
  readonly sums: string;
}

export interface PageNode {
  readonly id: string;
  readonly anchor: string;
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly budget: string;
  readonly turn: 'forward' | 'on-failure' | 'never';
  readonly isCritical: boolean;
}

export interface PageEdge {
  readonly kind: 'needs' | 'on-failure';
  readonly isCritical: boolean;
  /** An SVG path. */
  readonly path: string;
}

/** What drills of a runbook were like, read anew for every build. Times in milliseconds, moments in UTC, RFC 3339. */
export interface PageDrills {
  /** Its name in `FILE#heading`; absent: the file holds no other. */
  readonly procedure?: string | undefined;
  readonly stale: readonly StaleReason[];
  readonly count: number;
  readonly dueAt?: string | undefined;
  readonly last?: PageLastDrill | undefined;
  readonly budgetMs?: number | undefined;
  readonly whole?: PageTimes | undefined;
  readonly steps: readonly PageStepDrills[];
  /** The last ones, oldest first, however they ended. */
  readonly history: readonly PageDrill[];
}

export interface PageLastDrill {
  readonly at: string;
  readonly by: string;
  readonly isAuthor?: boolean | undefined;
  readonly elapsedMs: number;
  readonly environment?: string | undefined;
}

export interface PageTimes {
  readonly count: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly maxMs: number;
  readonly personMs: number;
}

export interface PageStepDrills {
  readonly id: string;
  readonly title: string;
  readonly budgetMs?: number | undefined;
  readonly times?: PageTimes | undefined;
}

export interface PageDrill {
  readonly at: string;
  readonly kind: 'drill' | 'run';
  readonly outcome: string;
  readonly by: string;
  readonly environment?: string | undefined;
  readonly elapsedMs: number;
  readonly hesitationMs: number;
  /** By step. */
  readonly steps: Readonly<Record<string, { readonly elapsedMs: number; readonly hesitationMs: number }>>;
}
