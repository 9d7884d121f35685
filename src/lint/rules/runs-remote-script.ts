import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { type Invocation, invocationText } from '../../classify/invocations.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

const interpreters: ReadonlySet<string> = new Set('bash sh zsh dash python python3 node perl ruby'.split(' '));
const downloads: readonly CommandPattern[] = ['curl|wget'];

export const runsRemoteScript: Rule = {
  code: 'runs-remote-script',
  preset: 'recommended',
  on: 'script',
  title: 'What somebody else serves at that moment is run, or applied.',
  why: `Nobody has read what \`curl … | bash\` runs tonight, and half of it runs when the connection breaks; a manifest of \`main\` is another one
every day. Keep the file beside the runbook, or name a version and check its digest before it is run.`,
  bad: { as: 'bash', text: '{effect=write}\ncurl --fail https://get.example.com/install.sh | bash' },
  good: { as: 'bash', text: '{effect=write}\nbash scripts/install.sh' },
  *check(script) {
    for (const invocation of script.invocations) {
      const { command, program, args } = invocation;
      const isRun = interpreters.has(program) && readsDownload(invocation, script);
      const moving = isKubectl(invocation) ? args.find(({ text }) => movingAddress.test(text)) : undefined;
      if (!isRun && moving === undefined) continue;
      yield {
        place: script.placeOf(command.position, moving?.text ?? program),
        message: isRun
          ? `Whatever is served tonight is run by ${program}, half of it where the connection breaks.`
          : `"${invocationText(invocation)}" applies what that branch holds tonight.`,
        hint: 'Keep it beside the runbook, or name a version and check its digest first.',
      };
    }
  },
};

const movingAddress = /^["']?https?:\/\/\S*\/(?:main|master|HEAD|latest|develop)\//;

/** Through a pipe without a script of its own, by `<(curl …)`, or as `bash -c "$(curl …)"`. */
function readsDownload({ command, args, nested }: Invocation, { invocations }: Script): boolean {
  if (nested) return false;
  const others = invocations.filter((one) => !one.nested && one.command !== command && matchesAny(one, downloads));
  const isPiped = command.hasInput && args.every(({ text }) => /^-[a-z]*$|^-s$|^--$/.test(text));
  if (isPiped) return others.some((one) => one.command.pipeline === command.pipeline);
  return args.some(({ text }) => /^(?:<\(|"?\$\()\s*(?:sudo\s+)?(?:curl|wget)\b/.test(text));
}
