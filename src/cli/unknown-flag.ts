import { loadRunbook } from '../project/load-runbook.ts';

/** What a flag was probably meant as that no command knows: a value of an input. Values are not repeated. */
export function hintForFlag(flag: string, args: readonly string[]): string | undefined {
  const name = flag.replace(/^--?/, '').replaceAll('-', '_');
  const isInput = args.some((argument) => !argument.startsWith('-') && inputsOf(argument).includes(name));
  if (isInput) return `${name} is an input of the runbook: write --set ${name}=VALUE.`;
  return name === 'version'
    ? 'runbook --version prints the version of the program; the value of an input is given with --set version=VALUE.'
    : undefined;
}

function inputsOf(file: string): readonly string[] {
  try {
    return loadRunbook(file).runbook?.inputs.map((input) => input.name) ?? [];
  } catch {
    return [];
  }
}
