/** Results go to standard output, whole: a full pipe is waited for, a closed one ends the program quietly. */
export function writeResult(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function writeMessage(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function writeJson(value: unknown): void {
  writeResult(JSON.stringify(value, undefined, 2));
}
