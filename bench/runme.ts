import { spawnSync } from 'node:child_process';
import type { Candidate } from './interleave.ts';
import { timeProgram } from './program.ts';
import type { Workplace } from './workplace.ts';

/** The same three steps by runme, where it is installed. */
export function runmeCandidates({ folder, environment, write }: Workplace): readonly Candidate[] {
  const found = spawnSync('runme', ['--version'], { encoding: 'utf8' });
  if (found.error !== undefined) {
    console.log('  runme is not on PATH and is left out');
    return [];
  }
  const names = ['one', 'two', 'three'];
  const fences = names.map((name) => `\`\`\`bash {"name":"${name}","interactive":"false"}\necho ${name}\n\`\`\`\n`);
  write('runme.md', `# Three lines\n\n${fences.join('\n')}`);
  const args = ['run', '--filename', 'runme.md', '--skip-prompts', ...names] as const;
  const sample = () => timeProgram({ command: ['runme', ...args], folder, environment });
  return [{ name: found.stdout.trim().split('\n', 1)[0] ?? 'runme', sample }];
}
