/** A screen as sentences, one row each: nothing of it depends on columns, rules or colours. */
export interface PlainScreen {
  readonly rows: readonly string[];
  /** `r run, s skip, h by hand`. */
  readonly keys: string;
}

/** Takes the rules, the columns and the brackets out of the rows of a screen. */
export function plainScreen(rows: readonly string[]): PlainScreen {
  const keys = rows.filter(isKeyRow).map(keyText);
  const rest = rows.filter((row) => !isKeyRow(row) && !/^-+$/.test(row) && row.trim() !== '');
  return { rows: rest.map(sentence), keys: keys.join(', ') };
}

function isKeyRow(row: string): boolean {
  return /^ (?:\[[^\]]+\]|Esc: |any key: )/.test(row);
}

/** ` [r] run   [s] skip   Esc: back` -> `r run, s skip, Esc back` */
function keyText(row: string): string {
  return row
    .trim()
    .split(/ {2,}/)
    .map((key) => key.replace(/\[([^\]]+)\]/g, '$1').replace(/^Esc:/, 'Esc'))
    .join(', ');
}

/** `-- 3/5 Roll Back ---- budget 2:00 -- PRODUCTION --` -> `3/5 Roll Back. budget 2:00. PRODUCTION.` */
function sentence(row: string): string {
  if (!/^(?:--|==|!!|>>|<<) /.test(row))
    return / [|:] /.test(row.slice(0, 3)) ? row : row.trim().replace(/ {2,}/g, ' ');
  const parts = row.split(/(?:^| )(?:-{2,}|={2,}|!{2,}|>{2,}|<{2,})(?= |$)/).map((part) => part.trim());
  return `${parts.filter((part) => part !== '').join('. ')}.`;
}
