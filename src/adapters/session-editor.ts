import { readFileSync, writeFileSync } from 'node:fs';
import { errorCode } from '../diagnostics/error-code.ts';
import { findOnPath } from './find-on-path.ts';
import type { SessionRun } from './session-action.ts';
import type { SessionContext } from './session-script.ts';

/** A text that a person is given in their editor. */
export interface Editing extends Pick<SessionRun, 'action' | 'signal'> {
  readonly text: string;
  /** `sh`, `sql`: the end of the file's name. */
  readonly language: string;
}

/** The text as it was saved, or why there is none. */
export type EditingEnd = { readonly text: string } | { readonly problem: string };

/** The command of the person's editor, as git takes it: `VISUAL`, `EDITOR`, else vi; undefined where there is none. */
export function editorCommand(environment: NodeJS.ProcessEnv): string | undefined {
  const { VISUAL, EDITOR, PATH } = environment;
  const given = [VISUAL, EDITOR].find((command) => command !== undefined && command.trim() !== '');
  return given ?? ['vi', 'nano'].find((name) => findOnPath(name, PATH) !== undefined);
}

/** Opens it in the person's terminal, with the text in a file of its own; what is seen of it is not kept. */
export async function editText(
  { host, scratchFolder }: Pick<SessionContext, 'host' | 'scratchFolder'>,
  { action, text, language, signal }: Editing,
): Promise<EditingEnd> {
  const place = await host.prepare(action);
  const command = editorCommand(place.environment);
  const problem = 'no editor was found; set EDITOR to one';
  if (command === undefined) return { problem };
  const file = `${place.folder}command.${language.replace(/\W/g, '') || 'txt'}`;
  try {
    writeFileSync(file, text, { mode: 0o600 });
    const { ended } = await host.start({
      place,
      environment: place.environment,
      program: '/bin/sh',
      // The command may have flags of its own, as in `code --wait`.
      args: ['-c', `exec ${command} "$1"`, 'sh', file],
      folder: scratchFolder,
      terminal: 'whole',
      output: () => undefined,
      signal,
      background: false,
      started: () => undefined,
    });
    const { exitCode, signal: killedBy, stopped } = await ended;
    if (stopped !== undefined) return { problem: 'the editor was stopped' };
    if (exitCode === 127) return { problem: `${command} is not there; set EDITOR to an editor that is` };
    if (killedBy !== undefined) return { problem: `${command} was ended by ${killedBy}` };
    if (exitCode !== 0) return { problem: `${command} ended with exit code ${exitCode ?? 'unknown'}` };
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { problem: fileProblem(error, command) };
  } finally {
    host.release(place);
  }
}

/** A person who wanted to change a command is not thrown out of the run by the file that they were given. */
function fileProblem(error: unknown, command: string): string {
  const code = errorCode(error);
  if (!(error instanceof Error) || code === undefined) throw error;
  return code === 'ENOENT' ? `${command} has left no file` : `its file could not be written or read: ${error.message}`;
}
