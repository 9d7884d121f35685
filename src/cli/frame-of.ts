import type { FrameOptions } from '../diagnostics/source-frame.ts';
import { styleFor } from '../terminal/style.ts';

/** Wider lines are hard to read, also where there is room. */
const mostColumns = 100;
/** Narrower ones hold no command. */
const leastColumns = 40;

/** How diagnostics are drawn on a stream. */
export function frameOf(stream: NodeJS.WriteStream): FrameOptions {
  const columns = Math.max(leastColumns, Math.min(mostColumns, stream.columns ?? mostColumns));
  return { colour: styleFor(stream, process.env).red('x') !== 'x', columns };
}
