/** What some readers of YAML take for yes, no or nothing. */
const yamlWords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** Names as Kubernetes takes them: they become files, labels and words of commands. */
export function isComponentName(name: string): boolean {
  return /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name) && !yamlWords.has(name);
}
