import type { HttpRequest } from '../adapters/http-request.ts';
import { fillHttp, namesIn, Unfillable } from '../runbook/fill-http.ts';
import type { WrittenRequest } from '../runbook/http-syntax.ts';

export type FilledRequest =
  | { readonly state: 'filled'; readonly request: HttpRequest }
  | { readonly state: 'wrong'; readonly why: string };

/** A request with all its values, as it is sent; one whose value nobody knows is not. */
export function fillRequest(written: WrittenRequest, lookUp: (name: string) => string | undefined): FilledRequest {
  const unknown = namesIn(written).find((name) => lookUp(name) === undefined);
  if (unknown !== undefined) return { state: 'wrong', why: `nothing is known by the name of $${unknown}` };
  try {
    const filled = fillHttp(written, lookUp);
    const url = new URL(filled.url);
    if (!/^https?:$/.test(url.protocol)) throw new Unfillable(`${url.protocol}// is not http:// or https://`);
    return { state: 'filled', request: { ...filled, url, headers: [...signIn(url), ...filled.headers] } };
  } catch (error) {
    if (error instanceof Unfillable) return { state: 'wrong', why: error.message };
    if (error instanceof TypeError)
      return { state: 'wrong', why: `"${written.url}" is no URL once its values are in it` };
    throw error;
  }
}

/** `https://user:password@host` as the header that it means; a request cannot be sent with them in its URL. */
function signIn(url: URL): [name: string, value: string][] {
  const { username, password } = url;
  if (username === '' && password === '') return [];
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  Object.assign(url, { username: '', password: '' });
  return [['Authorization', `Basic ${credentials}`]];
}
