import { once } from 'node:events';
import { createServer } from 'node:net';

/** Takes connections and never answers. */
export async function silentServer(): Promise<AsyncDisposable & { port: number }> {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      silent.close();
    },
  };
}
