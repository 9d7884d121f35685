/** A runbook of steps, titles as keys; `front` stands under `runbook:` in the front matter, `after` behind the steps. */
export function runbookText(
  steps: Readonly<Record<string, string>>,
  around: { readonly front?: string; readonly before?: string; readonly after?: string } = {},
): string {
  const { front, before = '', after = '' } = around;
  const head = front === undefined ? '' : `---\nrunbook:\n${indented(front)}\n---\n\n`;
  const bodies = Object.entries(steps).map(([title, body], index) => `### Step ${index + 1}: ${title}\n\n${body}\n`);
  return `${head}# Deploy\n\n${before}\n## Steps\n\n${bodies.join('\n')}\n${after}`;
}

/** A fence with an info string: `fence('bash {effect=read}', 'echo a', 'echo b')`. */
export function fence(info: string, ...lines: readonly string[]): string {
  return ['```'.concat(info), ...lines, '```', ''].join('\n');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
