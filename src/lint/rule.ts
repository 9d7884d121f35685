import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Fix } from '../diagnostics/fix.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Manifests } from '../manifest/manifest.ts';
import type { Migration } from '../migration/migration.ts';
import type { SqlScript } from '../sql/sql-script.ts';
import type { RunbookSubject } from './runbook-subject.ts';
import type { Script } from './script.ts';

/** The smallest set of rules that holds a rule; each set holds the one before. */
export type Preset = 'legacy' | 'recommended' | 'strict';
export const presets = ['legacy', 'recommended', 'strict'] as const satisfies readonly Preset[];

/** A place where a rule is broken: what happens at 3 a.m., and what to type instead. */
export interface Finding {
  readonly place: Place;
  /** Another file than the one that is linted: a migration may have two. */
  readonly file?: string;
  readonly message: string;
  readonly hint: string;
  readonly fix?: Fix | undefined;
}

/** `legacy`: does damage without a word; `recommended`: the default; `strict`: good practice that most wikis lack. */
interface Documented {
  readonly code: DiagnosticCode;
  readonly preset: Preset;
  /** What lint makes of it, where that is less than what a run would. */
  readonly severity?: Severity;
  /** One sentence that says what the rule forbids. */
  readonly title: string;
  /** What happens where it is broken, and how it is mended; a few sentences of Markdown. */
  readonly why: string;
  readonly bad: Example;
  readonly good: Example;
}

/** A whole file of that kind; `bash` and `sql` are the code of a fence, in a step. */
export interface Example {
  readonly as: 'runbook' | 'bash' | 'sql' | 'script' | 'manifests' | 'migration';
  readonly text: string;
  /** Where the name of the file matters, as it does for migrations. */
  readonly file?: string;
}

type Check<Subject> = (subject: Subject) => Iterable<Finding>;

/** A rule and what it looks at. What the parser or the classification has found already needs no check: `on: 'reading'`. */
export type Rule = Documented &
  (
    | { readonly on: 'reading' }
    | { readonly on: 'runbook'; readonly check: Check<RunbookSubject> }
    | { readonly on: 'script'; readonly check: Check<Script> }
    | { readonly on: 'sql'; readonly check: Check<SqlScript> }
    | { readonly on: 'migration'; readonly check: Check<Migration> }
    | { readonly on: 'manifests'; readonly check: Check<Manifests> }
  );
