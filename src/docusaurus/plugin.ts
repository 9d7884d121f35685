import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRoot } from '../journal/find-root.ts';
import { digestOf } from '../project/digest-of.ts';
import { leftBrokenIn } from '../project/left-broken.ts';
import { readDrills } from '../project/read-drills.ts';
import {
  type Actions,
  type Doc,
  type DocsContent,
  type DocsPlugin,
  loadSiteModules,
  runbooksFolder,
  type SiteContext,
} from './content-docs.ts';
import { runbookFrontMatter } from './front-matter.ts';
import { type IndexEntry, indexEntry } from './index-entry.ts';
import { linkPlaces } from './link-places.ts';
import { dividedOptions, type RunbookOptions } from './options.ts';
import type { PageDrills } from './page.ts';
import { pageDrills } from './page-drills.ts';
import { pageReader } from './read-page.ts';
import { rehypeHarmless } from './rehype-harmless.ts';
import { remarkRunbook } from './remark-runbook.ts';
import { reportInvalid } from './report-invalid.ts';

/** Runbooks as pages of a Docusaurus site: an instance of its own docs plugin that understands what they mean. */
export default async function runbookPlugin(context: SiteContext, given: RunbookOptions): Promise<DocsPlugin> {
  const { siteDir, siteConfig, generatedFilesDir } = context;
  const folder = runbooksFolder(siteDir, given);
  const root = findRoot(folder);
  const { ours, docs: others } = dividedOptions({ id: 'runbooks', routeBasePath: 'runbooks', ...given });
  const id = String(others.id);
  const cache = join(generatedFilesDir, 'runbook-pages');
  const readPage = pageReader({ folder, isLinted: ours.lint, cache, version: ownDigest() });
  // After what reads pages has begun: it takes a while.
  const { docs, logger, normalize } = loadSiteModules(siteDir);
  siteConfig.markdown.parseFrontMatter = runbookFrontMatter(siteConfig.markdown.parseFrontMatter, folder, logger);
  const readFile = async (path: string) => {
    if (!path.startsWith(`${folder}${sep}`)) return undefined;
    const { source } = await readPage(path);
    const links = linkPlaces(path, folder, ours.repositoryUrl);
    return {
      source,
      links,
      drills: `@generated/docusaurus-plugin-content-docs/${id}/${drillsName(relative(folder, path))}`,
    };
  };
  const options = {
    sidebarPath: undefined,
    // The address of a page is the path of its file, also where that begins with a number.
    numberPrefixParser: false,
    // A runbook of last year is none to follow: there is one version, the one that is run.
    onlyIncludeVersions: ['current'],
    ...others,
    path: relative(siteDir, folder),
    docItemComponent: '@theme/RunbookPage',
    beforeDefaultRemarkPlugins: [
      [remarkRunbook, { read: readFile, of: ours.repositoryUrl, version: ownDigest() }],
      ...list(others['beforeDefaultRemarkPlugins']),
    ],
    rehypePlugins: [rehypeHarmless, ...list(others['rehypePlugins'])],
  };
  const validated = docs.validateOptions({ validate: normalize, options });
  // The object that was handed in is the one that Docusaurus looks at later.
  Object.assign(given, validated);
  const inner = await docs.default(context, validated);
  const pathOf = (doc: Doc) => resolve(siteDir, doc.source.replace(/^@site\//, ''));
  const pagesOf = async (content: DocsContent) => {
    const all = content.loadedVersions.flatMap((version) => version.docs);
    return await Promise.all(all.map(async (doc) => ({ doc, path: pathOf(doc), page: await readPage(pathOf(doc)) })));
  };
  return {
    ...inner,
    getThemePath: () => './theme',
    // Not by the components: one that is swizzled would look for it beside itself.
    getClientModules: () => [fileURLToPath(new URL('./docusaurus/theme/runbook.css', import.meta.url))],
    getPathsToWatch: () => [...(inner.getPathsToWatch?.() ?? []), `${folder}/.drills/**/*.jsonl`],
    async loadContent() {
      const languages = siteConfig.themeConfig.prism?.additionalLanguages;
      // The theme has this very array already.
      for (const language of ['bash', 'http']) if (languages?.includes(language) === false) languages.push(language);
      const content = (await inner.loadContent?.()) ?? { loadedVersions: [] };
      const pages = await pagesOf(content);
      for (const { doc, page } of pages) {
        const { title, purpose } = page.source?.page ?? {};
        if (purpose !== undefined && doc.frontMatter['description'] === undefined) doc.description = purpose;
        // Docusaurus has a title as it is written, with its asterisks.
        if (title !== undefined && title !== '' && doc.frontMatter['title'] === undefined) doc.title = title;
      }
      reportInvalid(pages, { logger, onInvalid: ours.onInvalidRunbooks });
      return content;
    },
    async contentLoaded({ content, actions }) {
      const pages = await pagesOf(content);
      const entries: IndexEntry[] = [];
      const around = { nowMs: Date.now(), say: (text: string) => logger.warn(text), leftBroken: leftBrokenIn(root) };
      for (const { doc, path, page } of pages) {
        if (page.source === undefined) continue;
        const all: PageDrills[] = [];
        for (const procedure of page.procedures) {
          const { runbook, graph, slug } = procedure;
          const drills = pageDrills(readDrills({ runbook, graph, procedure: slug, root, path }, around), procedure);
          all.push(drills);
          entries.push(indexEntry({ doc, page: page.source.page, runbook, drills }));
        }
        await actions.createData(drillsName(relative(folder, path)), all);
      }
      await inner.contentLoaded?.({ content, actions });
      await addIndex(entries, {
        actions,
        pages: pages.map(({ doc }) => doc),
        path: `${context.baseUrl}${String(others.routeBasePath)}`,
      });
    },
  };
}

/** What is read and written is kept between builds, by what it was made with: this program is a part of that. */
function ownDigest(): string {
  return digestOf(readFileSync(import.meta.filename, 'utf8'));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A name for a file of data: every page has its own. */
function drillsName(file: string): string {
  return `drills-${file.replace(/[^\w.-]/g, (character) => `~${character.codePointAt(0)?.toString(16)}`)}.json`;
}

/** The page of all runbooks, unless one of them has its address. */
async function addIndex(
  entries: readonly IndexEntry[],
  { actions, pages, path }: { actions: Actions; pages: readonly Doc[]; path: string },
) {
  const route = path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
  if (pages.some(({ permalink }) => permalink.replace(/(.)\/$/, '$1') === route)) return;
  const index = await actions.createData('runbook-index.json', entries);
  actions.addRoute({ path: route, component: '@theme/RunbookIndex', exact: true, modules: { index } });
}
