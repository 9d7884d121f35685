import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Logger } from './content-docs.ts';
import type { RunbookOptions } from './options.ts';

interface Reported {
  readonly path: string;
  readonly page: { readonly diagnostics: readonly Diagnostic[] };
}

interface How {
  readonly logger: Logger;
  readonly onInvalid: RunbookOptions['onInvalidRunbooks'];
  /** Of the runbooks. */
  readonly folder: string;
}

/** By folder: a site is loaded for each of its languages, and for each change while it is edited. */
const lastSaid = new Map<string, string>();

/** What is wrong with runbooks, by the program or by lint: with file and line, as severely as the site wants it. */
export function reportInvalid(pages: readonly Reported[], { logger, onInvalid = 'warn', folder }: How): void {
  const found = pages.flatMap(({ path, page }) => {
    return page.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ place, message, hint }) =>
        `${path}:${place.line}:${place.column} ${message.replace(/\.$/, '')}. ${hint}`.trimEnd(),
      );
  });
  const all = [...new Set(found)];
  if (all.length === 0) lastSaid.delete(folder);
  if (all.length === 0 || onInvalid === 'ignore') return;
  const text = ['These runbooks have errors (runbook lint says more):', ...all.map((one) => `- ${one}`)].join('\n');
  if (onInvalid === 'throw') throw new Error(text);
  if (lastSaid.get(folder) === text) return;
  lastSaid.set(folder, text);
  if (onInvalid === 'log') logger.info(text);
  else logger.warn(text);
}
