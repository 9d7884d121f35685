/** Results go to standard output, whole: a full pipe is waited for, a closed one ends the program quietly. */
export function writeResult(text: string): void {
  process.stdout.write(harmless(text));
}

export function writeMessage(text: string): void {
  process.stderr.write(harmless(text));
}

/** For a result with colours, whose parts were made harmless before they were coloured. */
export function writeColouredResult(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** For a message with colours, whose parts were made harmless before they were coloured. */
export function writeColoured(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function writeJson(value: unknown): void {
  writeResult(JSON.stringify(value, undefined, 2));
}

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What a runbook holds must not steer the terminal. Written like this, JSON stays the same JSON. */
function harmless(text: string): string {
  const written = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${text.replace(controls, written).replace(/\n$/, '')}\n`;
}
