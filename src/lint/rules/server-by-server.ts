import type { Invocation } from '../../classify/invocations.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { Rule } from '../rule.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

export const serverByServer: Rule = {
  code: 'server-by-server',
  preset: 'recommended',
  on: 'runbook',
  title: 'A procedure is done by hand on one server after the other.',
  why: `Logging in to each server, copying files and restarting by hand takes half an hour, is done differently every time, and
leaves the servers different when one of them is forgotten. Let one command do it for all of them: the orchestrator's rollback, or
a tool that knows the list of servers.`,
  bad: { as: 'bash', text: 'ssh web-1 systemctl restart shop\nssh web-2 systemctl restart shop' },
  good: { as: 'bash', text: 'kubectl rollout restart deployment/shop' },
  *check(subject) {
    const place = placeOfWords(subject) ?? placeOfHosts(subject);
    if (place === undefined) return;
    yield {
      place,
      message: 'Server by server it takes half an hour, and one of them is forgotten.',
      hint: 'Let one command do it on all of them, such as the rollback of the orchestrator.',
    };
  },
};

const each =
  /\b(?:ssh|log ?in|connect|copy|scp|rsync)\b[^.\n]*\b(?:each|every|all)\s+(?:\w+\s+)?(?:servers?|hosts?|machines?|nodes?|instances?|vms?)\b/i;
const onEach = /\bon (?:each|every) (?:server|host|machine|node|instance|vm)\b/i;

/** The words stand in a comment of a fence, in an item, in a heading or in a paragraph. */
function placeOfWords({ document }: RunbookSubject): Place | undefined {
  for (const block of document.blocks) {
    if (block.kind === 'fence') {
      const at = block.fence.source.split('\n').findIndex((line) => /^\s*(?:#|\/\/|--)/.test(line) && each.test(line));
      if (at !== -1) return block.fence.lines[at];
    }
    const isText = block.kind === 'item' || block.kind === 'heading' || block.kind === 'paragraph';
    if (isText && (each.test(block.text) || (block.kind === 'item' && onEach.test(block.text)))) return block.place;
  }
  return undefined;
}

/** Two hosts or more by name, in one fence. */
function placeOfHosts({ actions }: RunbookSubject): Place | undefined {
  for (const { script } of actions) {
    if (script === undefined) continue;
    const remote = script.invocations.filter(({ program, nested }) => !nested && /^(?:ssh|scp|rsync)$/.test(program));
    const hosts = new Map(
      remote.flatMap((invocation) => hostsOf(invocation).map((host) => [host, invocation] as const)),
    );
    const [, second] = [...hosts.values()];
    if (second !== undefined) return script.placeOf(second.command.position, second.program);
  }
  return undefined;
}

/** `user@web-1`, `web-1:/srv`, and the first word of ssh. */
function hostsOf({ program, args }: Invocation): readonly string[] {
  const words = args.map(({ literal }) => literal ?? '').filter((word) => !word.startsWith('-'));
  const named = program === 'ssh' ? words.slice(0, 1) : words.filter((word) => /^[\w.@-]+:/.test(word));
  return named.map((word) => word.replace(/^.*@/, '').replace(/:.*$/, '')).filter((host) => host !== '');
}
