import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { RunbookOptions } from './options.ts';

/** What is used of Docusaurus's own docs plugin. */
export interface DocsPlugin {
  readonly name: string;
  loadContent?(): Promise<DocsContent>;
  contentLoaded?(args: { content: DocsContent; actions: Actions }): Promise<void>;
  getPathsToWatch?(): string[];
  readonly [other: string]: unknown;
}

export interface DocsContent {
  readonly loadedVersions: readonly { readonly docs: readonly Doc[] }[];
}

export interface Doc {
  readonly id: string;
  /** `@site/../runbooks/shop.md`. */
  readonly source: string;
  readonly permalink: string;
  title: string;
  description: string;
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly label: string }[];
}

export interface Actions {
  createData(name: string, data: unknown): Promise<string>;
  addRoute(route: Readonly<Record<string, unknown>>): void;
}

export interface SiteContext {
  readonly siteDir: string;
  /** Absolute: translations into the language that is built. */
  readonly localizationDir: string;
  /** Absolute: what a build leaves for the next one. */
  readonly generatedFilesDir: string;
  readonly baseUrl: string;
  readonly siteConfig: {
    readonly staticDirectories: readonly string[];
    readonly markdown: { parseFrontMatter: ParseFrontMatter };
    readonly themeConfig: { readonly prism?: { readonly additionalLanguages?: string[] } };
  };
}

export type ParseFrontMatter = (params: FrontMatterParams) => Promise<FrontMatterResult>;

export interface FrontMatterParams {
  readonly filePath: string;
  readonly fileContent: string;
  readonly defaultParseFrontMatter: ParseFrontMatter;
}

export interface FrontMatterResult {
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly content: string;
}

export interface Logger {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

interface DocsModule {
  default(context: SiteContext, options: object): Promise<DocsPlugin>;
  validateOptions(args: { validate: unknown; options: object }): object;
}

/** The copies that the site itself uses: a second one would have contexts of its own, which no page is inside of. */
export interface SiteModules {
  readonly docs: DocsModule;
  readonly logger: Logger;
  readonly normalize: unknown;
}

export function loadSiteModules(siteDir: string): SiteModules {
  const fromSite = createRequire(join(siteDir, 'package.json'));
  const fromDocs = createRequire(resolveDocs(fromSite));
  return {
    docs: fromDocs('@docusaurus/plugin-content-docs'),
    logger: fromDocs('@docusaurus/logger').default,
    normalize: fromDocs('@docusaurus/utils-validation').normalizePluginOptions,
  };
}

/** Beside the preset, where a package manager lets nobody else see it. */
function resolveDocs(fromSite: NodeJS.Require): string {
  try {
    return fromSite.resolve('@docusaurus/plugin-content-docs');
  } catch {
    return createRequire(fromSite.resolve('@docusaurus/preset-classic')).resolve('@docusaurus/plugin-content-docs');
  }
}

/** Absolute. */
export function runbooksFolder(siteDir: string, { path }: RunbookOptions): string {
  if (path !== undefined) return resolve(siteDir, path);
  const own = join(siteDir, 'runbooks');
  return existsSync(own) ? own : resolve(siteDir, '..', 'runbooks');
}
