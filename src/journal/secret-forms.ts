import { findVisible } from './visible-bytes.ts';

const shortestLine = 8;

/** A value under this many characters is not redacted: it would be found in every other word. */
const shortestSecret = 4;

/**
 * What a secret may look like in an output: itself, trimmed, with a terminal's line ends, as written inside JSON, in a
 * URL, in base64, and each longer line of one that has several (keys are printed indented).
 */
export function formsOf(secret: string): string[] {
  const value = secret.toWellFormed();
  const trimmed = value.trim();
  if (trimmed.length < shortestSecret) return [];
  const forms = new Set([value, trimmed]);
  for (const form of [value, trimmed]) {
    forms.add(form.replaceAll(/\r?\n/g, '\r\n'));
    forms.add(JSON.stringify(form).slice(1, -1));
    forms.add(encodeURIComponent(form));
    forms.add(Buffer.from(form).toString('base64'));
  }
  for (const line of trimmed.split(/\r?\n/)) {
    if (line.trim().length >= shortestLine) forms.add(line.trim());
  }
  for (const form of [...forms]) forms.add(visibleOf(form));
  return [...forms].filter((form) => form.trim().length >= shortestSecret);
}

/** A value may itself have been captured with its colours. */
function visibleOf(text: string): string {
  const bytes = Buffer.from(text);
  return (findVisible(bytes)?.bytes ?? bytes).toString();
}
