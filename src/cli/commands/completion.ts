import type { Command } from 'commander';
import { unknownName } from '../../project/usage-error.ts';
import { fishCompletion } from '../fish-completion.ts';
import { writeResult } from '../output.ts';

const scripts = {
  bash: script,
  zsh: (program: Command) => `autoload -U +X bashcompinit && bashcompinit\n${script(program)}`,
  fish: fishCompletion,
};

/** `runbook completion bash|zsh|fish`: commands, their flags, and Markdown files. */
export function completion(shell: string, program: Command): number {
  const write = Object.entries(scripts).find(([name]) => name === shell)?.[1];
  if (write === undefined) throw unknownName('shell', shell, Object.keys(scripts));
  writeResult(write(program));
  return 0;
}

function script(program: Command): string {
  const cases = program.commands.map((command) => {
    const flags = command.options
      .flatMap((option) => [option.long, option.short])
      .filter((flag) => typeof flag === 'string');
    return `    ${command.name()}) words="${[...flags, ...command.commands.map((inner) => inner.name())].join(' ')} --help" ;;`;
  });
  return [
    '_runbook() {',
    '  local word words',
    '  word="${COMP_WORDS[COMP_CWORD]}"',
    `  words="${program.commands.map((command) => command.name()).join(' ')} --help --version"`,
    '  if [ "$COMP_CWORD" -gt 1 ]; then',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    '  esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
    '  if [ "$COMP_CWORD" -gt 1 ] && [ "${word#-}" = "$word" ]; then',
    '    COMPREPLY+=($(compgen -d -S / -- "$word") $(compgen -f -X \'!*.md\' -- "$word"))',
    '  fi',
    '}',
    'complete -o nospace -F _runbook runbook',
  ].join('\n');
}
