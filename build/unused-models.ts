import type { Plugin } from 'esbuild';

/**
 * The Kubernetes client says of none of its files that it does nothing when it is loaded, so that all of them would be
 * bundled. They only define classes: what is not used can be left out.
 */
export const unusedModels: Plugin = {
  name: 'unused models of the Kubernetes client',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      const isInside = /[\\/]@kubernetes[\\/]client-node[\\/]dist[\\/]/.test(importer);
      if (!isInside || pluginData === 'resolved') return undefined;
      const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};
