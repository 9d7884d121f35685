/** What a procedure of a file is called: `stop-producers` → `stop producers`. */
export function procedureWords(procedure: string): string {
  return procedure.replaceAll('-', ' ');
}
