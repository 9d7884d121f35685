import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const manifestSchema = v.object({ name: v.string(), version: v.string(), license: v.string() });

/** The licences of the packages whose code is in the bundle, as their authors ask for. */
export async function licensesOf(root: string, packages: readonly string[]): Promise<string> {
  const names = [...new Set(packages)].sort();
  const texts = await Promise.all(names.map((name) => licenseOf(join(root, 'node_modules', name))));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseOf(folder: string): Promise<string> {
  const manifest = v.parse(manifestSchema, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? '' : `\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
  return `${manifest.name} ${manifest.version}: ${manifest.license}\n${text}`;
}
