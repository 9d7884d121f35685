import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { errorCode } from '../diagnostics/error-code.ts';
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
    const { message, hint } = reasonOf(error, path);
    return unreadable(message, hint);
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

function reasonOf(error: unknown, path: string): { readonly message: string; readonly hint: string } {
  const code = errorCode(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return noPermission(path);
    case 'ELOOP':
      return {
        message: 'its symbolic links lead in a circle',
        hint: 'Let them end at a file; ls -l shows where each leads.',
      };
    case 'ENAMETOOLONG':
      return {
        message: 'the name is longer than a file name may be',
        hint: 'Look whether several names, or a text, got into one word.',
      };
    case 'ENOENT':
      return { message: 'no such file', hint: 'Check the path.' };
    default: {
      const message = error instanceof Error ? error.message : String(error);
      return { message, hint: 'Check the path and that you may read it.' };
    }
  }
}

/** A folder above that may not be entered bars the file, whatever the file's own permissions are. */
function noPermission(path: string): { readonly message: string; readonly hint: string } {
  const folder = barredFolder(dirname(path));
  if (folder === undefined)
    return { message: 'there is no permission to read it', hint: 'Have it made readable: chmod +r on the file.' };
  return {
    message: `there is no permission to enter the folder ${folder}`,
    hint: 'Have it opened, chmod +x on the folder, or run this as a user who may enter it.',
  };
}

/** The outermost folder that cannot be entered. */
function barredFolder(folder: string): string | undefined {
  const above = dirname(folder);
  const outer = above === folder ? undefined : barredFolder(above);
  if (outer !== undefined) return outer;
  try {
    accessSync(folder, constants.X_OK);
    return undefined;
  } catch {
    return folder;
  }
}
