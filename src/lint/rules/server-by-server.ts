import { hostIndex } from '../../classify/unwrap-command.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { ShellWord } from '../../shell/shell-script.ts';
import type { Rule } from '../rule.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import type { Script } from '../script.ts';

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
const denied = /\b(?:not?|never|don't|without|instead of|rather than)\b/i;

/** The words stand in a comment of a fence, in an item, in a heading or in a paragraph. */
function placeOfWords({ document }: RunbookSubject): Place | undefined {
  for (const block of document.blocks) {
    if (block.kind === 'fence') {
      const at = block.fence.source.split('\n').findIndex((line) => /^\s*(?:#|\/\/|--)/.test(line) && says(line, each));
      if (at !== -1) return block.fence.lines[at];
    }
    const isText = block.kind === 'item' || block.kind === 'heading' || block.kind === 'paragraph';
    if (isText && (says(block.text, each) || (block.kind === 'item' && says(block.text, onEach)))) return block.place;
  }
  return undefined;
}

function says(text: string, words: RegExp): boolean {
  return words.test(text) && !denied.test(text);
}

/** The same command on a second host, in what is always done; of several ways each is looked at by itself. */
function placeOfHosts({ actions }: RunbookSubject): Place | undefined {
  const always = actions.filter(({ isOptional, section }) => !isOptional && section === 'steps');
  const alone = actions.filter((placed) => !always.includes(placed));
  for (const group of [always, ...alone.map((placed) => [placed])]) {
    const place = placeOfSecond(group.flatMap(({ script }) => script ?? []));
    if (place !== undefined) return place;
  }
  return undefined;
}

function placeOfSecond(scripts: readonly Script[]): Place | undefined {
  const hosts = new Map<string, string>();
  for (const script of scripts) {
    for (const { program, args, nested, command } of script.invocations) {
      const found = nested ? undefined : remoteOf(program, args);
      if (found === undefined) continue;
      const before = hosts.get(found.command) ?? found.host;
      if (before !== found.host) return script.placeOf(command.position, program);
      hosts.set(found.command, found.host);
    }
  }
  return undefined;
}

interface Remote {
  readonly host: string;
  /** The whole command without its host. */
  readonly command: string;
}

/** `web-1` of `ssh app@web-1 uptime` and of `scp shop.tgz web-1:/srv`; undefined where it is known only when it runs. */
function remoteOf(program: string, args: readonly ShellWord[]): Remote | undefined {
  if (!/^(?:ssh|scp|rsync)$/.test(program)) return undefined;
  const at = program === 'ssh' ? hostIndex(args) : args.findIndex(({ literal }) => /^[\w.@-]+:/.test(literal ?? ''));
  const word = args[at]?.literal;
  if (word === undefined) return undefined;
  const [, user = '', host = '', path = ''] = /^(.*@)?([^:]*)(.*)$/.exec(word) ?? [];
  const others = args.map(({ text }, index) => (index === at ? `${user}${path}` : text));
  return { host, command: [program, ...others].join(' ') };
}
