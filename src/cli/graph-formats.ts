/** Named apart from the renderers, so that --help does not load them. */
export const graphFormats = ['text', 'mermaid', 'dot', 'json'] as const;
