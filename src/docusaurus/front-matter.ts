import type { FrontMatterParams, FrontMatterResult, Logger, ParseFrontMatter } from './content-docs.ts';
import { fileIn, type RunbookFolders } from './runbook-folders.ts';

/**
 * Runbooks are CommonMark, whatever the rest of the site is; and one whose front matter is no YAML is a page all the
 * same, instead of the end of the whole build.
 */
export function runbookFrontMatter(inner: ParseFrontMatter, folders: RunbookFolders, logger: Logger): ParseFrontMatter {
  return async (params) => {
    if (fileIn(params.filePath, folders) === undefined) return await inner(params);
    const { frontMatter, content } = await read(inner, params, logger);
    const given = typeof frontMatter['mdx'] === 'object' ? frontMatter['mdx'] : {};
    return { frontMatter: { ...frontMatter, mdx: { ...given, format: 'md' } }, content };
  };
}

async function read(inner: ParseFrontMatter, params: FrontMatterParams, logger: Logger): Promise<FrontMatterResult> {
  try {
    return await inner(params);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    logger.warn(`${params.filePath}: its front matter is no YAML and is left out: ${why}`);
    return { frontMatter: {}, content: params.fileContent.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n?/, '') };
  }
}
