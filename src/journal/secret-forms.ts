import { shellQuoted } from './shell-quoted.ts';
import { findVisible } from './visible-bytes.ts';

const shortestLine = 8;

/** A value under this many characters is not redacted: it would be found in every other word. */
const shortestSecret = 4;

/** Whether a value is long enough to be looked for. */
export function isMaskable(secret: string): boolean {
  return secret.trim().length >= shortestSecret;
}

/**
 * What a secret may look like in an output: itself, trimmed, with a terminal's line ends, as written inside JSON, in a
 * URL, in base64, in hexadecimal digits, quoted by bash, and each longer line of one that has several (keys are printed indented).
 */
export function formsOf(secret: string): string[] {
  const value = secret.toWellFormed();
  const trimmed = value.trim();
  if (!isMaskable(secret)) return [];
  const forms = new Set([value, trimmed]);
  for (const form of [value, trimmed]) {
    forms.add(form.replaceAll(/\r?\n/g, '\r\n'));
    forms.add(JSON.stringify(form).slice(1, -1));
    for (const inUrl of percentEncoded(form)) forms.add(inUrl);
    for (const quoted of shellQuoted(form)) forms.add(quoted);
    forms.add(Buffer.from(form).toString('base64'));
    const hex = Buffer.from(form).toString('hex');
    forms.add(hex).add(hex.toUpperCase());
  }
  for (const line of trimmed.split(/\r?\n/)) {
    if (line.trim().length >= shortestLine) forms.add(line.trim());
  }
  for (const form of [...forms]) forms.add(visibleOf(form));
  return [...forms].filter((form) => form.trim().length >= shortestSecret);
}

/** As browsers do it, as curl does it for all that is reserved, with small digits, and as forms are sent. */
function percentEncoded(text: string): string[] {
  const usual = encodeURIComponent(text);
  const strict = usual.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const small = strict.replace(/%../g, (code) => code.toLowerCase());
  return [usual, strict, small, strict.replaceAll('%20', '+')];
}

/** A value may itself have been captured with its colours. */
function visibleOf(text: string): string {
  const bytes = Buffer.from(text);
  return (findVisible(bytes)?.bytes ?? bytes).toString();
}
