import type { Manifests } from '../manifest/manifest.ts';
import type { Migration } from '../migration/migration.ts';
import type { SqlScript } from '../sql/sql-script.ts';
import type { Finding, Rule } from './rule.ts';
import type { RunbookSubject } from './runbook-subject.ts';
import type { Script } from './script.ts';

/** All that there is to look at in one file. */
export interface Subjects {
  readonly runbook: RunbookSubject | undefined;
  readonly scripts: readonly Script[];
  readonly sql: readonly SqlScript[];
  readonly migrations: readonly Migration[];
  readonly manifests: Manifests | undefined;
}

/** A finding with the rule that it breaks. */
export interface RuleFinding extends Finding {
  readonly rule: Rule;
}

/** Every place where one of these rules is broken, in no order. */
export function findBroken(rules: readonly Rule[], subjects: Subjects): readonly RuleFinding[] {
  return rules.flatMap((rule) => [...findingsOf(rule, subjects)].map((finding) => ({ ...finding, rule })));
}

function* findingsOf(rule: Rule, { runbook, scripts, sql, migrations, manifests }: Subjects): Iterable<Finding> {
  switch (rule.on) {
    case 'reading':
      return;
    case 'runbook':
      if (runbook !== undefined) yield* rule.check(runbook);
      return;
    case 'script':
      for (const script of scripts) yield* rule.check(script);
      return;
    case 'sql':
      for (const script of sql)
        for (const finding of rule.check(script))
          yield script.file === undefined ? finding : { file: script.file, ...finding };
      return;
    case 'migration':
      for (const migration of migrations) yield* rule.check(migration);
      return;
    case 'manifests':
      if (manifests !== undefined) yield* rule.check(manifests);
      return;
  }
}
