import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findOnPath } from '../../adapters/find-on-path.ts';
import { InvalidRunbookError } from '../../project/invalid-runbook-error.ts';
import { type LoadedRunbook, loadProcedures, loadRunbook } from '../../project/load-runbook.ts';
import { pageAddress, pagePathOf } from '../../project/page-address.ts';
import { readConfig } from '../../project/read-config.ts';
import { UsageError, unknownName } from '../../project/usage-error.ts';
import { allActionsOf } from '../../runbook/actions-of.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import { writeMessage, writeResult } from '../output.ts';

/** `runbook open FILE#STEP`: the address of its page, and the page where somebody is there to look at it. */
export function open(argument: string, flags: { readonly print?: boolean }): number {
  const [, file = argument, anchor] = /^([^#]*)(?:#(.*))?$/s.exec(argument) ?? [];
  const loaded = loadRunbook(file);
  if (loaded.runbook === undefined) throw new InvalidRunbookError(loaded);
  const url = readConfig(loaded.root).site?.url;
  if (url === undefined)
    throw new UsageError(
      'nobody has said where the site of this project is',
      'Write site: { url: "https://docs.example.com/runbooks" } into runbook.config.yaml.',
    );
  const address = pageAddress(url, pagePathOf(loaded.path, join(loaded.root, 'runbooks')), anchorOf(anchor, loaded));
  writeResult(address);
  if (flags.print !== true && process.stdout.isTTY === true) show(address);
  return 0;
}

/** A step, an action, or an anchor that GitHub gives a heading of a step. */
function anchorOf(name: string | undefined, loaded: LoadedRunbook): string | undefined {
  if (name === undefined || name === '') return undefined;
  const { procedures } = loaded;
  const all = loadProcedures(loaded);
  const known = [...all.flatMap(({ runbook }) => placesOf(runbook)), ...procedures];
  const steps = all.flatMap(({ runbook }) => runbook.steps.map(({ id }) => id));
  if (!known.includes(name)) throw unknownName('step', name, [...new Set([...procedures, ...steps])]);
  return name;
}

function placesOf(runbook: Runbook): readonly string[] {
  const steps = [...runbook.steps, ...runbook.undo];
  return [...steps.flatMap(({ id, anchor }) => [id, anchor]), ...allActionsOf(runbook).map(({ address }) => address)];
}

/** Whatever opens addresses on this machine; where nothing does, the address that was printed is enough. */
function show(address: string): void {
  const path = process.env['PATH'];
  const opener = findOnPath(process.platform === 'darwin' ? 'open' : 'xdg-open', path) ?? findOnPath('wslview', path);
  if (opener === undefined) {
    writeMessage('There is nothing here that opens it: xdg-open is not on PATH.');
    return;
  }
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
