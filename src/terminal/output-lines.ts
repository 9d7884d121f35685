/** Cuts a stream into lines and shows no more than a reader could use: a flood is counted, not printed. */
export interface OutputLines {
  push(chunk: Uint8Array): void;
  /** Shows what is still open, and how much was left out. */
  flush(): void;
}

export interface OutputLinesOptions {
  readonly show: (line: string) => void;
  /** Makes a child's text safe to show. */
  readonly makeSafe: (text: string) => string;
  readonly monoMs: () => number;
}

const burstBytes = 64_000;
const windowMs = 250;
const keptBytes = 1_000;
const newline = 10;

export function createOutputLines({ show, makeSafe, monoMs }: OutputLinesOptions): OutputLines {
  const decoder = new TextDecoder();
  let open = '';
  let windowBeganMs = monoMs();
  let inWindow = 0;
  let hiddenBytes = 0;
  /** The end of what is hidden: what a command says last is mostly why it failed. */
  let lastHidden = Buffer.alloc(0);
  // Made safe, a line may be several: a carriage return begins a new one.
  const showLine = (line: string) => {
    for (const part of makeSafe(line).split('\n')) show(part);
  };
  const showAll = (text: string) => {
    const lines = text.split('\n');
    open = lines.pop() ?? '';
    if (open.length > burstBytes) open = '';
    for (const line of lines) showLine(line.replace(/\r$/, ''));
  };
  const hide = (chunk: Uint8Array) => {
    hiddenBytes += chunk.byteLength;
    lastHidden = Buffer.concat([lastHidden, chunk.subarray(-keptBytes)]).subarray(-keptBytes);
  };
  const tellHidden = () => {
    if (hiddenBytes === 0) return;
    const cut = lastHidden.byteLength < hiddenBytes ? lastHidden.indexOf(newline) + 1 : 0;
    const last = lastHidden.subarray(cut);
    const left = hiddenBytes - last.byteLength;
    if (left > 0) show(`... ${left.toLocaleString('en')} bytes of output are not shown here; all of it is in the log`);
    hiddenBytes = 0;
    lastHidden = Buffer.alloc(0);
    showAll(new TextDecoder().decode(last));
  };
  return {
    push(chunk) {
      const nowMs = monoMs();
      if (nowMs - windowBeganMs > windowMs) {
        tellHidden();
        windowBeganMs = nowMs;
        inWindow = 0;
      }
      inWindow += chunk.byteLength;
      if (inWindow > burstBytes) {
        hide(chunk);
        open = '';
        return;
      }
      showAll(open + decoder.decode(chunk, { stream: true }));
    },
    flush() {
      tellHidden();
      if (open !== '') showLine(open);
      open = '';
    },
  };
}
