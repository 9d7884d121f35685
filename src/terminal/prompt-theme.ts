/** The prompts that take a text or one of a list, in plain ASCII: their own marks are not, and their help is dim. */
export const promptTheme = {
  prefix: { idle: '?', done: ' ' },
  icon: { cursor: '>' },
  indexMode: 'number',
  style: {
    help: (text: string) => text,
    keysHelpTip: () => ' A number or the arrows choose, Enter takes what is chosen.',
  },
} as const;
