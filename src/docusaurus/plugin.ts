import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../project/digest-of.ts';
import { markdownFilesIn } from '../project/find-runbook.ts';
import { readConfig } from '../project/read-config.ts';
import {
  type Doc,
  type DocsContent,
  type DocsPlugin,
  loadSiteModules,
  runbooksFolder,
  type SiteContext,
} from './content-docs.ts';
import { drilledPages, type SitePage } from './drilled-pages.ts';
import { runbookFrontMatter } from './front-matter.ts';
import { type LinkPlacesOptions, linkPlaces } from './link-places.ts';
import { dividedOptions, type RunbookOptions } from './options.ts';
import { pageReader } from './read-page.ts';
import { rehypeHarmless } from './rehype-harmless.ts';
import { remarkRunbook } from './remark-runbook.ts';
import { reportInvalid } from './report-invalid.ts';
import { fileIn, runbookFolders } from './runbook-folders.ts';

/** Runbooks as pages of a Docusaurus site: an instance of its own docs plugin that understands what they mean. */
export default async function runbookPlugin(context: SiteContext, given: RunbookOptions): Promise<DocsPlugin> {
  const { siteDir, siteConfig, generatedFilesDir } = context;
  const { ours, docs: others } = dividedOptions({ id: 'runbooks', routeBasePath: 'runbooks', ...given });
  const id = String(others.id);
  const folders = runbookFolders(runbooksFolder(siteDir, given), id, context.localizationDir);
  const { folder, root } = folders;
  const cache = join(generatedFilesDir, 'runbook-pages');
  const [program, config, files] = [ownDigest(), readConfig(root), markdownFilesIn(folder)];
  const readPage = pageReader({ folders, config, files, isLinted: ours.lint, cache, version: program });
  // After what reads pages has begun: it takes a while.
  const { docs, logger, normalize } = loadSiteModules(siteDir);
  siteConfig.markdown.parseFrontMatter = runbookFrontMatter(siteConfig.markdown.parseFrontMatter, folders, logger);
  const permalinks = new Map<string, string>();
  const links: LinkPlacesOptions = {
    folders,
    repositoryUrl: ours.repositoryUrl,
    statics: siteConfig.staticDirectories.map((path) => resolve(siteDir, path)),
    permalinkOf: (path) => permalinks.get(path),
  };
  const linksOf = (path: string) => {
    const file = fileIn(path, folders);
    return file === undefined ? undefined : linkPlaces(file, links);
  };
  const readFile = async (path: string) => {
    const file = fileIn(path, folders);
    if (file === undefined) return undefined;
    const { source } = await readPage(path);
    const drills = `@generated/docusaurus-plugin-content-docs/${id}/${drillsName(file)}`;
    return { source, links: linkPlaces(file, links), drills };
  };
  // What a page is made of beside its own text; a bundler keeps it by this.
  const version = digestOf([program, JSON.stringify(config.roles), ...files].join('\n'));
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
      [remarkRunbook, { read: readFile, of: ours.repositoryUrl, version }],
      ...list(others['beforeDefaultRemarkPlugins']),
    ],
    rehypePlugins: [[rehypeHarmless, { linksOf, of: ours.repositoryUrl, version }], ...list(others['rehypePlugins'])],
  };
  const validated = docs.validateOptions({ validate: normalize, options });
  // The object that was handed in is the one that Docusaurus looks at later.
  Object.assign(given, validated);
  const inner = await docs.default(context, validated);
  const pagesOf = async (content: DocsContent): Promise<readonly SitePage[]> => {
    const all = content.loadedVersions.flatMap((version) => version.docs);
    return await Promise.all(
      all.map(async (doc) => {
        const path = resolve(siteDir, doc.source.replace(/^@site\//, ''));
        return { doc, path, file: fileIn(path, folders) ?? path, page: await readPage(path) };
      }),
    );
  };
  return {
    ...inner,
    getThemePath: () => './theme',
    // Not by the components: one that is swizzled would look for it beside itself.
    getClientModules: () => [fileURLToPath(new URL('./docusaurus/theme/runbook.css', import.meta.url))],
    getPathsToWatch: () => [...(inner.getPathsToWatch?.() ?? []), `${root}/runbooks/.drills/**/*.jsonl`],
    async loadContent() {
      const languages = siteConfig.themeConfig.prism?.additionalLanguages;
      // The theme has this very array already.
      for (const language of ['bash', 'http']) if (languages?.includes(language) === false) languages.push(language);
      const content = (await inner.loadContent?.()) ?? { loadedVersions: [] };
      const pages = await pagesOf(content);
      permalinks.clear();
      for (const { doc, file } of pages) permalinks.set(join(folder, file), doc.permalink);
      for (const { doc, page } of pages) {
        const { title, purpose } = page.source?.page ?? {};
        if (purpose !== undefined && doc.frontMatter['description'] === undefined) doc.description = purpose;
        // Docusaurus has a title as it is written, with its asterisks.
        if (title !== undefined && title !== '' && doc.frontMatter['title'] === undefined) doc.title = title;
      }
      reportInvalid(pages, { logger, onInvalid: ours.onInvalidRunbooks, folder });
      return content;
    },
    async contentLoaded({ content, actions }) {
      const pages = await pagesOf(content);
      const drilled = await drilledPages(pages, { folders, readPage, say: (text) => logger.warn(text) });
      for (const { file, drills } of drilled) await actions.createData(drillsName(file), drills);
      await inner.contentLoaded?.({ content, actions });
      const place = indexPlace(
        `${context.baseUrl}${String(others.routeBasePath)}`,
        pages.map(({ doc }) => doc),
      );
      if (place.isBeside)
        logger.info(`The page of all runbooks is ${place.path}: another page has the address above it.`);
      const index = await actions.createData(
        'runbook-index.json',
        drilled.flatMap(({ entries }) => entries),
      );
      actions.addRoute({ path: place.path, component: '@theme/RunbookIndex', exact: true, modules: { index } });
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
  return `drills-${digestOf(file)}.json`;
}

/** Where the page of all runbooks is: at their root, or below it where a README of theirs is that page already. */
function indexPlace(path: string, pages: readonly Doc[]) {
  const root = withoutEnd(path.replace(/\/{2,}/g, '/'));
  const isBeside = pages.some(({ permalink }) => withoutEnd(permalink) === root);
  return { path: isBeside ? `${root.replace(/\/$/, '')}/all` : root, isBeside };
}

function withoutEnd(path: string): string {
  return path.replace(/(.)\/$/, '$1');
}
