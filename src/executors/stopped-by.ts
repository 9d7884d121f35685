import { StopReason } from '../runner/ports.ts';

/** What an aborted signal means for the action that it stopped. */
export function stoppedBy(signal: AbortSignal): { outcome: 'timeout' | 'stopped'; words: string } {
  const why = signal.reason instanceof StopReason ? signal.reason.why : 'interrupted';
  switch (why) {
    case 'timeout':
      return { outcome: 'timeout', words: 'its timeout ended it' };
    case 'responder':
      return { outcome: 'stopped', words: 'stopped by the responder' };
    case 'interrupted':
      return { outcome: 'stopped', words: 'interrupted' };
  }
}
