import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { digestOf } from '../project/digest-of.ts';
import type { UnderstoodPage } from './understand-page.ts';

export interface KeptPages {
  /** Undefined: that text has not been read there, or something around it is other than it was. */
  find(path: string, text: string): UnderstoodPage | undefined;
  keep(path: string, text: string, page: UnderstoodPage): void;
}

interface Kept {
  readonly key: string;
  readonly page: UnderstoodPage;
}

/**
 * What earlier builds have understood, kept in a folder of the site that is made anew by whoever misses it. `version` is all
 * that a page depends on beside its text and the files that it was asked about.
 */
export function keptPages(folder: string, version: string): KeptPages {
  const fileOf = (path: string) => join(folder, `${digestOf(path)}.page`);
  // Written down as this Node does it: another one may not read it.
  const keyOf = (text: string) => digestOf([version, process.versions.v8, text].join('\n'));
  return {
    find(path, text) {
      const kept = readKept(fileOf(path));
      if (kept?.key !== keyOf(text)) return undefined;
      return isAsItWas(kept.page) ? kept.page : undefined;
    },
    keep(path, text, page) {
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(fileOf(path), serialize({ key: keyOf(text), page } satisfies Kept));
      } catch {
        // Then the next build reads it again.
      }
    },
  };
}

/** Whether the files that a page was asked about have neither come nor gone. */
export function isAsItWas({ asked }: UnderstoodPage): boolean {
  return [...asked].every(([path, wasThere]) => existsSync(path) === wasThere);
}

function readKept(file: string): Kept | undefined {
  try {
    return deserialize(readFileSync(file)) as Kept;
  } catch {
    return undefined;
  }
}
