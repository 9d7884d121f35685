import { isKnownProgram } from './known-programs.ts';

const patterns: readonly RegExp[] = [
  /^[A-Z][A-Z0-9_()%-]*(\s{2,}[A-Z][A-Z0-9_()%-]*( [A-Z0-9()-]+)?){1,}\s*$/,
  /^(Filesystem|Active Internet|Proto |PING |COMMAND +PID|total \d+$)/,
  /^(Error|Warning|Events|Name|Status|Reason|Message|Normal|INFO|WARN|ERROR|DEBUG|FATAL|TRACE)\b[^=(]*(:|\s{2,})/,
  /^\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/,
  /^[A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2} /,
  /^\d{1,3}(\.\d{1,3}){3}\b/,
  /^\[(INFO|WARN|WARNING|ERROR|DEBUG|FATAL)\]/i,
  /^HTTP\/[\d.]+ \d{3}/,
  /^\d+(\.\d+)?%?(\s|$)/,
  /^(\+-{2,}|\| .*\|$|-{3,}$|={3,}$|\.{3}$|…$)/,
  /^[[{]\s*("|\{|\[|$)/,
  /^[}\]],?$/,
  /^"[\w.-]+":/,
  /^[a-z][\w.]*: ([\w"'[{]|$)/i,
  /^\S+\s{2,}\d+\/\d+\s{2,}\S/,
  /^[\w.-]+\/[\w.-]+ (created|configured|unchanged|deleted|scaled|patched|restarted|labeled|annotated|rolled back|condition met|cordoned|drained)$/,
  /^(deployment|pod|service|configmap|statefulset|daemonset|node)s?(\.\w+)? "[^"]+" /,
  /^```/,
  /^No resources found\b/,
  /^\d{1,2}:\d{2}:\d{2}\b/,
];

/** Whether a line is what programs print rather than what people type. */
export function isOutputLine(text: string): boolean {
  if (isKnownProgram(firstWord(text)) && !/\s{2,}\d+\/\d+\s/.test(text)) return false;
  return patterns.some((pattern) => pattern.test(text));
}

/** A sentence, a list item or another line of Markdown. Headings are `headings.ts`. */
export function isProse(text: string): boolean {
  if (/^[-*] \[[ xX]\] |^\*\*["'(]?[A-Za-z0-9][^*]*\*\*|^> \*\*/.test(text)) return true;
  if (/^([-*]|\d+\.) +[A-Z]?[a-z]+ /.test(text) && !/[|&;$`=]/.test(text)) return true;
  if (soundsLikeProse(text, { words: 5, articles: 2 })) return true;
  if (!/^[A-Z][a-z]*[,']? [a-z]+( |,|\.|:)/.test(text) || /[|&;$`={}\\<>]|\s--?[a-z]/.test(text)) return false;
  return /[.:!?]$/.test(text) || text.split(/\s+/).length >= 5;
}

const smallWords =
  /^(a|an|the|this|that|these|it|its|is|are|was|were|be|been|has|have|will|should|you|your|and|or|of|to|with|from|until|before|after)$/;
const speakers: ReadonlySet<string> = new Set(['echo', 'printf', 'logger', 'wall', 'say', 'for', 'select', 'read']);

/** Nothing but words, as many and as many small ones among them: `make sure that the pods are up`. */
export function soundsLikeProse(text: string, atLeast: { readonly words: number; readonly articles: number }): boolean {
  const words = text.replace(/`[^`]*`/g, 'code').split(/\s+/);
  if (words.length < atLeast.words || speakers.has(firstWord(text))) return false;
  if (!words.every((word) => /^["(]?[A-Za-z][A-Za-z'’-]*[")]?[.,:;!?]*$/.test(word))) return false;
  return words.filter((word) => smallWords.test(word.toLowerCase())).length >= atLeast.articles;
}

function firstWord(text: string): string {
  return text.split(/\s/, 1)[0] ?? '';
}
