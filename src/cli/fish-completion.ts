import type { Command, Option } from 'commander';

const markdownFiles = String.raw`(set -l found (commandline -ct)*.md (commandline -ct)*/; string join \n -- $found)`;

/** Commands with what they do, their flags, and Markdown files where a command takes one. */
export function fishCompletion(program: Command): string {
  const none = '__fish_use_subcommand';
  return [
    'complete -c runbook -f',
    ...program.commands.map((command) => line(none, `-a ${command.name()} -d ${quoted(command.description())}`)),
    line(none, "-l version -d 'the version of the program'"),
    line('true', "-s h -l help -d 'help'"),
    ...program.commands.flatMap(linesOf),
  ].join('\n');
}

function linesOf(command: Command): readonly string[] {
  const seen = `__fish_seen_subcommand_from ${command.name()}`;
  const takesFile = command.registeredArguments.some((argument) => argument.name() === 'file');
  return [
    ...command.options.map((option) => line(seen, flagOf(option))),
    ...command.commands.flatMap((inner) => [
      line(seen, `-a ${inner.name()} -d ${quoted(inner.description())}`),
      ...linesOf(inner),
    ]),
    ...(takesFile ? [line(seen, `-a ${quoted(markdownFiles)}`)] : []),
  ];
}

function flagOf(option: Option): string {
  const choices = option.argChoices === undefined ? '' : ` -a ${quoted(option.argChoices.join(' '))}`;
  const value = option.required ? ` -x${choices}` : '';
  return `-l ${(option.long ?? '').slice(2)}${value} -d ${quoted(option.description)}`;
}

function line(condition: string, rest: string): string {
  return `complete -c runbook -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
