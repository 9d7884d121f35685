import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../project/usage-error.ts';

/** Beside the bundle, else at the top of the checkout. */
function ownTemplates(): string {
  const beside = fileURLToPath(new URL('./templates', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../templates', import.meta.url));
}

/** A template by its name, from the user's own folder where it has one of that name. */
export function readTemplate(name: string, own: string | undefined): string {
  const path = [own, ownTemplates()]
    .flatMap((folder) => folder ?? [])
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (path === undefined)
    throw new UsageError(`there is no template ${name}`, 'Check templates: in runbook.config.yaml.');
  return readFileSync(path, 'utf8');
}
