import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A project of its own, with a compile cache of its own: neither what lies about here nor what is cached counts. */
export interface Workplace extends Disposable {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  write(name: string, text: string): string;
  /** Takes earlier runs away: a project with thousands of them is not what is measured. */
  forgetRuns(): void;
}

export function createWorkplace(): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'runbook-bench-'));
  const folder = join(root, 'project');
  mkdirSync(join(folder, '.git'), { recursive: true });
  const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
  const environment = { ...inherited, XDG_CACHE_HOME: join(root, 'cache'), TERM: 'xterm' };
  return {
    folder,
    environment,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    forgetRuns: () => rmSync(join(folder, '.runbook', 'runs'), { recursive: true, force: true }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
