import type { WrittenRequest } from './http-syntax.ts';

/** A place for a value that this value does not fit. */
export class Unfillable extends Error {}

/** The value of a name; undefined where nobody knows it. */
type LookUp = (name: string) => string | undefined;

const placeholder = /\$\{([A-Za-z_]\w*)\}|\$([A-Z_][A-Z0-9_]*)/g;

/** Names of the values that a request asks for, in the order of its text. */
export function namesIn({ url, headers, body = '' }: WrittenRequest): readonly string[] {
  const texts = [url, ...headers.map(([, value]) => value), body];
  return texts.flatMap((text) => Array.from(text.matchAll(placeholder), (match) => match[1] ?? match[2] ?? ''));
}

/**
 * Puts values where `$NAME` or `${NAME}` stand, as data: encoded in the URL, inside the quotes of JSON, never a
 * line break in a header. Only a value that the URL begins with may bring a scheme and a host. A name that is not known
 * stays as it is written. Throws `Unfillable`.
 */
export function fillHttp({ method, ...written }: WrittenRequest, lookUp: LookUp): WrittenRequest {
  const url = fill(written.url, lookUp, inUrl);
  const headers = written.headers.map(([name, value]) => [name, fill(value, lookUp, inHeader)] as const);
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return { method, url, headers, body: written.body && fill(written.body, lookUp, inBody(type)) };
}

interface Spot {
  readonly name: string;
  /** The text before it, values already in it. */
  readonly before: string;
}

function fill(text: string, lookUp: LookUp, encode: (value: string, spot: Spot) => string): string {
  let filled = '';
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const name = match[1] ?? match[2] ?? '';
    const value = lookUp(name);
    filled += text.slice(end, match.index);
    filled += value === undefined ? match[0] : encode(value, { name, before: filled });
    end = match.index + match[0].length;
  }
  return filled + text.slice(end);
}

function inUrl(value: string, { name, before }: Spot): string {
  if (before === '') {
    if (!/^https?:\/\/[^\s]+$/.test(value)) throw new Unfillable(`the URL begins with ${name}, which is no http URL`);
    return value.replace(/\/$/, '');
  }
  if (!/^[a-z]+:\/\/[^/?#]*$/i.test(before)) return encodeURIComponent(value);
  if (!/^[\w.:[\]-]+$/.test(value)) throw new Unfillable(`${name} stands for a host and holds other things`);
  return value;
}

function inHeader(value: string, { name }: Spot): string {
  if (/[\r\n\0]/.test(value)) throw new Unfillable(`${name} holds a line break and cannot stand in a header`);
  return value;
}

function inBody(type: string): (value: string, spot: Spot) => string {
  if (/\bx-www-form-urlencoded\b/i.test(type)) return (value) => encodeURIComponent(value);
  return /\bjson\b/i.test(type) ? inJson : (value) => value;
}

function inJson(value: string, { name, before }: Spot): string {
  const isQuoted = before.replaceAll(/\\./gs, '').split('"').length % 2 === 0;
  if (isQuoted) return JSON.stringify(value).slice(1, -1);
  if (/^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null)$/.test(value)) return value;
  throw new Unfillable(`${name} is neither a number nor true, false or null; write it between quotes`);
}
