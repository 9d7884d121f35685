import { parseRunbook } from '/work/main/src/markdown/parse-runbook.ts';
import { parseSyntaxTree } from '/work/main/src/markdown/syntax-tree.ts';
const gens: Record<string,(n:number)=>string> = {
 headings: n => '# T\n\n' + Array.from({length:n},(_, i)=>`## Heading ${i}\n`).join('\n'),
 sameHeadings: n => '# T\n\n## Steps\n\n' + `### Same\n\n`.repeat(n),
 sameSteps1: n => '# T\n\n' + `## Step 1: Same\n\n`.repeat(n),
 fences: n => '# T\n\n## Steps\n\n### A\n\n' + '```bash\necho\n```\n\n'.repeat(n),
 fencesProse: n => '# T\n\n## Steps\n\n### A\n\n' + 'If so:\n\n```bash\necho\n```\n\nThis\n\n'.repeat(n),
 items: n => '# T\n\n## Steps\n\n### A\n\n' + '- [ ] thing\n'.repeat(n),
 quotes: n => '# T\n\n' + '>'.repeat(n) + ' x\n',
 lists: n => '# T\n\n' + '- '.repeat(n) + 'x\n',
 olists: n => '# T\n\n' + '1. '.repeat(n) + 'x\n',
 emph: n => '# T\n\n' + '*a '.repeat(n) + 'x\n',
 emph2: n => '# T\n\n' + '*a**b'.repeat(n) + 'x\n',
 brackets: n => '# T\n\n' + '['.repeat(n) + 'x\n',
 brackets2: n => '# T\n\n' + '[a]('.repeat(n) + 'x\n',
 images: n => '# T\n\n' + '![a]'.repeat(n) + 'x\n',
 linksnest: n => '# T\n\n' + '['.repeat(n) + 'x' + '](u)'.repeat(n)+ '\n',
 emphnest: n => '# T\n\n' + '*'.repeat(n) + 'x' + '*'.repeat(n)+ '\n',
 emphnest2: n => '# T\n\n' + '*_'.repeat(n) + 'x' + '_*'.repeat(n)+ '\n',
 ticks: n => '# T\n\n' + Array.from({length:n},(_, i)=>'`'.repeat(i%300+1)+' ').join('') + '\n',
 html: n => '# T\n\na ' + '<!-- '.repeat(n) + '\n',
 html2: n => '# T\n\na ' + '<a b="'.repeat(n) + '\n',
 paraLines: n => '# T\n\n' + 'a line of text\n'.repeat(n) + '\n',
 tables: n => '# T\n\n| a | b |\n| - | - |\n' + '| c | d |\n'.repeat(n) + '\n',
 defs: n => '# T\n\n' + '[a]: b\n'.repeat(n) + '\n',
 when: n => '# T\n\n## Steps\n\n### A\n\n' + Array.from({length:n},(_, i)=>'```bash {when=x'+i+'}\necho\n```\n\n').join(''),
 longFence: n => '# T\n\n## Steps\n\n### A\n\n```bash\n' + 'echo\n\n'.repeat(n) + '```\n',
 longOptions: n => '# T\n\n## Steps\n\n### A\n\n```bash\n' + '# Option A: x\necho\n\n'.repeat(n) + '```\n',
 checklistFence: n => '# T\n\n## Steps\n\n### A\n\n```bash\n' + '# - x?\n'.repeat(n) + '```\n',
 troubles: n => '# T\n\n## Steps\n\n' + '### A\n\necho\n\n'.repeat(n) + '## Troubleshooting\n\n' + '**x**\n\n- [a](#a-7)\n\n'.repeat(n),
 steps1: n => '# T\n\n' + '## Steps\n\n### x\n\n'.repeat(n),
 dupids: n => '# T\n\n## Steps\n\n### A\n\n' + '```bash {id=a}\necho\n```\n\n'.repeat(n),
 attrs: n => '# T\n\n## Steps\n\n### A\n\n```bash {' + 'foo '.repeat(n) + '}\necho\n```\n',
 groups: n => '# T\n\n## Steps\n\n### A\n\n```bash ' + '{1} "'.repeat(n) + '\necho\n```\n',
 ors: n => '# T\n\n## Steps\n\n### A\n\n' + '```bash\necho\n```\n\nOr\n\n'.repeat(n),
 yamlKeys: n => '---\nrunbook:\n' + Array.from({length:n},(_, i)=>`  k${i}: 1\n`).join('') + '---\n# T\n',
 yamlInputs: n => '---\nrunbook:\n  inputs:\n' + Array.from({length:n},(_, i)=>`    k${i}: {type: string}\n`).join('') + '---\n# T\n',
 yamlNest: n => '---\na: ' + '['.repeat(n) + '\n---\n# T\n',
 yamlNest2: n => '---\na: ' + '['.repeat(n) + ']'.repeat(n)+ '\n---\n# T\n',
 dashes: n => '---\n' + 'a: b\n\n'.repeat(n) + '\n# T\n',
 nestedLines: n => '# T\n\n' + Array.from({length:n},(_, i)=>' '.repeat(2*i)+'- x\n').join(''),
 escapes: n => '# T\n\n' + '\\'.repeat(n) + '\n',
 entities: n => '# T\n\n' + '&amp;'.repeat(n) + '\n',
 headingLong: n => '# T\n\n# ' + '(1 '.repeat(n) + '\n',
 stepSpaces: n => '# T\n\n# Step 1: ' + 'x' + ' '.repeat(n) + 'y\n',
 titleRunbook: n => '# ' + 'runbook '.repeat(n) + '\n',
};
const only = process.argv.slice(2);
for (const [name, g] of Object.entries(gens)) {
  if (only.length && !only.includes(name)) continue;
  const out: string[] = [];
  let n = ['quotes','lists','olists','nestedLines','yamlNest','yamlNest2','emphnest','emphnest2','linksnest'].includes(name) ? 1000 : 5000;
  if (name==='nestedLines') n = 200;
  for (let k=0;k<3;k++, n*=2) {
    const text = g(n);
    const t0 = performance.now(); let tree='ok';
    try { parseSyntaxTree(text.startsWith('---')? '# T\n' : text); } catch (e) { tree = String(e).slice(0,60); }
    const t1 = performance.now(); let res='ok', d=0;
    try { d=parseRunbook(text).diagnostics.length; } catch (e) { res = String(e).slice(0,60); }
    const t2 = performance.now();
    out.push(`${n}: tree ${(t1-t0).toFixed(0)} ${tree} all ${(t2-t1).toFixed(0)} ${res} d${d}`);
    if (t2-t0>10000) break;
  }
  console.log(name.padEnd(14), out.join(' | '));
}
