const deepest = 50;

/** Found before parsing, which takes the cube of the depth in time: brackets, `- - -`, `? ? ?`. */
export function isNestedTooDeep(yaml: string): boolean {
  return (
    bracketDepth(yaml) > deepest ||
    yaml.split('\n').some((line) => lineDepth(line) > deepest) ||
    keyMarks(yaml) > deepest
  );
}

function bracketDepth(yaml: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of yaml.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    most = Math.max(most, depth);
  }
  return most;
}

/** A level for each mark at the beginning of the line. */
function lineDepth(line: string): number {
  const [lead = ''] = /^(?:[-?:][ \t]+|[ \t])*/.exec(line) ?? [];
  return (lead.match(/[-?:]/g) ?? []).length;
}

function keyMarks(yaml: string): number {
  return (yaml.match(/^[ \t]*\?(?=[ \t\n])/gm) ?? []).length;
}
