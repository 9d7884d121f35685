import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Asks for Node's own modules by `process.getBuiltinModule` instead of importing them. An import reads every property of
 * a module, and with that loads what is behind its getters: `fs` and `util` cost 14 ms as imports and nothing so.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'builtin', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'builtin' }, async ({ path }) => ({ contents: await facadeOf(path) }));
  },
};

/** Only the names that are used are left in the bundle: the calls are marked as pure. */
async function facadeOf(path: string): Promise<string> {
  const names = Object.keys(await import(path)).filter((name) => name !== 'default' && /^[A-Za-z]\w*$/.test(name));
  return [
    `const whole = /* @__PURE__ */ process.getBuiltinModule(${JSON.stringify(path)});`,
    'const get = (name) => whole[name];',
    'export default whole;',
    ...names.map((name) => `const own_${name} = /* @__PURE__ */ get('${name}'); export { own_${name} as ${name} };`),
  ].join('\n');
}
