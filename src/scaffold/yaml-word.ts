/** A text as YAML reads a text, also where it looks like a number or holds a colon; plain where it is plain. */
export function yamlWord(text: string): string {
  const isPlain = /^[A-Za-z](?:[\w./@=-]*\w)?$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
