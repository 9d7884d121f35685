import { readFileSync, statSync } from 'node:fs';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';

const largestBytes = 20_000_000;

export type Source =
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'unreadable'; readonly diagnostic: Diagnostic };

/** A file, or standard input for `-`, as UTF-8 text; what is not text is said with its place. */
export function readSource(path: string): Source {
  try {
    if (path !== '-') {
      const stat = statSync(path);
      if (stat.isDirectory()) return unreadable('it is a folder', 'Name the Markdown file in it.');
      if (stat.size > largestBytes)
        return unreadable(`it is ${stat.size} bytes large`, `Runbooks of up to ${largestBytes} bytes are read.`);
    }
    return decode(readFileSync(path === '-' ? 0 : path));
  } catch (error) {
    return unreadable(reasonOf(error), 'Check the path and that you may read it.');
  }
}

function decode(bytes: Buffer): Source {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return notText('the file is UTF-16', 1);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return notText('the file is UTF-16', 1);
  try {
    return { state: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return firstBadByte(bytes);
  }
}

function firstBadByte(bytes: Buffer): Source {
  const lines = bytes.toString('latin1').split('\n');
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    const part = bytes.subarray(offset, offset + line.length);
    if (!isUtf8(part)) return notText('the file holds bytes that are not UTF-8', index + 1);
    offset += line.length + 1;
  }
  return notText('the file is not UTF-8', 1);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function notText(message: string, line: number): Source {
  return { state: 'unreadable', diagnostic: diagnose('not-utf8', placeAt(line), message, 'Save it as UTF-8 text.') };
}

function unreadable(message: string, hint: string): Source {
  return { state: 'unreadable', diagnostic: diagnose('file-unreadable', placeAt(1), message, hint) };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'there is no permission to read it';
  if (code === 'ENOENT') return 'no such file';
  return error instanceof Error ? error.message : String(error);
}
