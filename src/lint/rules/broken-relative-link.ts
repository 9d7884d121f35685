import type { Rule } from '../rule.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

export const brokenRelativeLink: Rule = {
  code: 'broken-relative-link',
  preset: 'recommended',
  on: 'runbook',
  title: 'A link leads to a file or a heading that is not there.',
  why: `At night somebody follows it and finds nothing; a site that is built from the file does not build at all. Mend the path, or the
heading behind \`#\`.`,
  bad: { as: 'runbook', text: runbook('[the dashboard](not-there.md)') },
  good: { as: 'runbook', text: runbook('[the dashboard](there.md#graphs), [below](#contacts)') },
  *check(subject) {
    const anchors = new Set(
      subject.document.blocks.flatMap((block) =>
        block.kind === 'heading' ? [block.anchor, block.id ?? block.anchor] : [],
      ),
    );
    for (const block of subject.document.blocks) {
      if (block.kind !== 'paragraph' && block.kind !== 'item' && block.kind !== 'heading') continue;
      for (const { kind, url, place } of block.inline) {
        if (kind !== 'link' && kind !== 'image') continue;
        const why = whyBroken(url, anchors, subject);
        if (why !== undefined) yield { place, message: why, hint: 'Mend the path, or take the link away.' };
      }
    }
  },
};

function whyBroken(url: string, anchors: ReadonlySet<string>, { around }: RunbookSubject): string | undefined {
  if (url === '') return undefined;
  if (url.startsWith('#')) {
    const anchor = decoded(url.slice(1)).toLowerCase();
    return anchor === '' || anchor === 'top' || anchors.has(anchor)
      ? undefined
      : `No heading of this file has the anchor ${url}.`;
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/|^\\|[<>{}$]/i.test(url)) return undefined;
  const path = decoded(url.replace(/[?#].*$/s, ''));
  return path === '' || around.exists(path) ? undefined : `There is no file ${path}, seen from this one.`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function runbook(link: string): string {
  return `# Look\n\nSee ${link}.\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n\n## Contacts\n\n- #shop\n`;
}
