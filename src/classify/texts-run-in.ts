import type { ShellCommand, ShellPosition, ShellScript } from '../shell/shell-script.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** Text that a shell on this machine runs, and where in the script it begins. */
interface RunText {
  readonly text: string;
  readonly position: ShellPosition;
}

/** What `bash -c '…'`, `eval …`, `trap '…'` and `bash <<EOF` run here; not what `ssh` runs on another machine. */
export function textsRunIn(script: ShellScript): readonly RunText[] {
  return script.commands.flatMap((command) => {
    const { rest, inner } = unwrapCommand(command.words);
    const program = (rest[0]?.literal ?? '').replace(/^.*\//, '');
    if (!/^(sh|bash|zsh|dash|ash|ksh|su|eval|trap)$/.test(program)) return [];
    const texts = inner.filter((part) => typeof part === 'string');
    return [...texts.map((text) => ({ text, position: positionOf(command, text) })), ...fedTo(command, script)];
  });
}

function positionOf({ words, position }: ShellCommand, text: string): ShellPosition {
  return words.find((word) => word.literal === text || word.text.slice(1, -1) === text)?.position ?? position;
}

function fedTo({ redirects }: ShellCommand, { hereDocuments }: ShellScript): readonly RunText[] {
  const lines = redirects.filter(({ operator }) => operator.startsWith('<<')).map(({ position }) => position.line);
  return hereDocuments
    .filter(({ line }) => lines.includes(line - 1))
    .map(({ body, line }) => ({ text: body, position: { line, column: 1, offset: 0 } }));
}
