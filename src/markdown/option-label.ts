/** What names one way of several: the key is `A`, `B`, `1`, …; empty where the text gives none. */
export interface OptionLabel {
  readonly key: string;
  readonly title: string;
}

const option = /^option\s+(?:([A-Z]|\d{1,2})(?![\p{L}\p{N}])|([a-z])(?=\s*[:.)–—-]))\s*[:.)–—-]?\s*(.*)$/u;
const keyed = /^([\p{L}]|\d{1,2})(?:(?:\s*[:.)]|\s+[–—-])\s*(.+))?$/u;
const alternative = /^(?:or|alternatively|alternative(?:\s+\w{1,2})?(?=\s*(?:[:(]|\s[–—-]|$)))\b[\s,:–—-]*(.*)$/i;

/** `Option B: Roll back (FASTEST)` of a comment or a heading → its label; undefined where it says nothing of the kind. */
export function optionLabelOf(text: string): OptionLabel | undefined {
  const plain = text.replace(/^[#=*\s–—-]+/, '');
  const match = /^option\s/i.test(plain) ? option.exec(withoutEnd(plain).replace(/^option/i, 'option')) : null;
  if (match === null) return undefined;
  const key = (match[1] ?? match[2] ?? '').toUpperCase();
  return { key, title: markLast(match[3] ?? '') || `Option ${key}` };
}

/** `Or apply the version before` → the label of another way; it has no key of its own. */
export function alternativeLabelOf(text: string): OptionLabel | undefined {
  const rest = alternative.exec(text)?.[1];
  if (rest === undefined) return undefined;
  const title = markLast(rest);
  return { key: '', title: title === '' ? text : title.charAt(0).toUpperCase() + title.slice(1) };
}

/** `(recommended): Roll back` → `Roll back (recommended)`. */
function markLast(title: string): string {
  return title.replace(/^(\([^()]*\))\s*[:–—-]\s*(.+)$/, '$2 $1');
}

/** `A: Roll back (FASTEST)` of an option attribute → its label. */
export function parseOptionLabel(text: string): OptionLabel {
  const plain = text.trim();
  const label = optionLabelOf(plain);
  if (label !== undefined) return label;
  const match = keyed.exec(plain);
  if (match === null) return { key: '', title: plain };
  const key = (match[1] ?? '').toUpperCase();
  return { key, title: match[2] ?? `Option ${key}` };
}

/** Without the decoration at its end: `--- Option A ---`. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && '=*- \t–—'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Gives every label a key of its own: a label without one, or with one that is taken, gets the next free letter. */
export function keyGiver(): <T extends OptionLabel>(label: T) => T {
  const taken = new Set<string>();
  let next = 0;
  return (label) => {
    let key = label.key;
    if (key === '' || taken.has(key)) {
      while (taken.has(letter(next))) next += 1;
      key = letter(next);
    }
    taken.add(key);
    return { ...label, key };
  };
}

const mark =
  /(?:[([{*].*\b(?:fastest|recommended|default|preferred)\b.*[)\]}*]|[-–—:,]\s*(?:fastest|recommended|default|preferred)\W*$|\b(?:FASTEST|RECOMMENDED|DEFAULT|PREFERRED)\b|^(?:recommended|fastest|default|preferred)\b)/;

/** The key of the first, or of the one marked fastest, recommended or default. */
export function preselectedOf(options: readonly OptionLabel[]): string {
  const marked = options.find(({ title }) => mark.test(title) || mark.test(title.toLowerCase()));
  return (marked ?? options[0])?.key ?? '';
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `X${index}`;
}
