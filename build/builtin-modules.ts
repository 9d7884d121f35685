import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Loads Node's own modules when something of them is used, not when the program starts: `crypto` and `child_process`
 * take 6 ms, and nothing up to the first prompt needs them. They come from `process.getBuiltinModule`, because an import
 * reads every property of a module, and with that loads what is behind its getters: 14 ms for `fs` and `util`.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    // One for each module that asks: a shared one would be a file of its own, which takes longer to load than it is long.
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind, importer }) =>
      kind === 'import-statement' && isBuiltin(path)
        ? { path, suffix: `?${importer}`, namespace: 'builtin', sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'builtin' }, async ({ path }) => ({ contents: await facadeOf(path) }));
  },
};

/** Only the names that are used are left in the bundle: what is evaluated is marked as pure. */
async function facadeOf(path: string): Promise<string> {
  const { default: whole, ...rest } = await import(path);
  const values = Object.entries(rest).filter(([name]) => /^[A-Za-z]\w*$/.test(name));
  return [
    `const load = () => process.getBuiltinModule(${JSON.stringify(path)});`,
    'const get = (name) => load()[name];',
    `export default /* @__PURE__ */ ${mayBeProxied(whole) ? 'new Proxy({}, { get: (_, name) => get(name) })' : 'load()'};`,
    ...values.map(([name, value]) => `${exportOf(name, value)} export { own_${name} as ${name} };`),
  ].join('\n');
}

function exportOf(name: string, value: unknown): string {
  if (isPlainFunction(name, value)) return `const own_${name} = (...given) => get('${name}')(...given);`;
  return `const own_${name} = /* @__PURE__ */ get('${name}');`;
}

/** A collection of functions that stand for themselves; `process` and classes are more than that. */
function mayBeProxied(whole: unknown): boolean {
  return typeof whole === 'object' && whole !== process;
}

/** Neither a class nor one with a form of its own for `promisify`, which a wrapper would not have. */
function isPlainFunction(name: string, value: unknown): boolean {
  return typeof value === 'function' && /^[a-z]/.test(name) && Object.getOwnPropertySymbols(value).length === 0;
}
