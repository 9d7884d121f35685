import type { Plugin } from 'esbuild';

/** Modules of constants that hold a large object of texts. */
const modules = /node_modules[/\\]character-entities[/\\]index\.js$/;

/** Writes a large object as JSON to be parsed: that takes a fifth of the time of a literal, at every start. */
export const largeObjects: Plugin = {
  name: 'large-objects',
  setup(build) {
    build.onLoad({ filter: modules }, async ({ path }) => {
      const constants = Object.entries<unknown>(await import(path)).map(([name, value]) => {
        return `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
      });
      return { contents: constants.join('\n') };
    });
  },
};
