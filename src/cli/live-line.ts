/** How far something is: a line that is written over once a second at a terminal, a line of its own for each change elsewhere. */
export interface LiveLine extends Disposable {
  say(text: string): void;
}

export function openLiveLine(display: NodeJS.WriteStream, write: (line: string) => void): LiveLine {
  const beganMs = Date.now();
  const lineOf = (text: string) => `${Math.round((Date.now() - beganMs) / 1_000)} s  ${text}`;
  if (!display.isTTY || process.env['TERM'] === 'dumb')
    return { say: (text) => write(lineOf(text)), [Symbol.dispose]: () => undefined };
  let last: string | undefined;
  const draw = () => {
    if (last !== undefined) display.write(`\r\u001B[2K${lineOf(last).slice(0, (display.columns || 80) - 1)}`);
  };
  const timer = setInterval(draw, 1_000).unref();
  return {
    say(text) {
      last = text.replace(/\p{Cc}/gu, ' ');
      draw();
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      if (last !== undefined) display.write('\n');
    },
  };
}
