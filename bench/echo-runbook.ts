export interface EchoRunbook {
  readonly steps: number;
  /** Behind the language of each fence: `{effect=read}`, or nothing. */
  readonly annotation: string;
  /** The command of a step. */
  readonly command: (step: number) => string;
}

/** A runbook of steps that print a line each. */
export function echoRunbook({ steps, annotation, command }: EchoRunbook): string {
  const texts = Array.from({ length: steps }, (_, index) => {
    const step = index + 1;
    return `### Step ${step}: Print line ${step}\n\n${fence}bash ${annotation}\n${command(step)}\n${fence}\n`;
  });
  return `# ${steps} lines\n\n## Steps\n\n${texts.join('\n')}`.replaceAll('bash \n', 'bash\n');
}

const fence = '```';

export const plainEcho = (step: number): string => `echo line ${step}`;
