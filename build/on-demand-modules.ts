import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Lets dynamic imports of these be imports of files of their own in dist/. All other dynamic imports become part of the
 * program and are evaluated when they are reached.
 */
export function onDemandModules(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'on-demand-modules',
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? process.cwd();
      build.onResolve({ filter: /^/ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const wanted = path.startsWith('.') ? join(resolveDir, path) : path;
        const found = [...files].find(([, source]) => source === wanted || join(root, source) === wanted);
        return found && { path: `./${found[0]}.js`, external: true };
      });
    },
  };
}
