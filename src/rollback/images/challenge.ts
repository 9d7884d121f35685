/** What a registry wants before it answers (RFC 7235): a password, or a token of another server. */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer';
      readonly realm: string;
      readonly service?: string | undefined;
      readonly scope?: string | undefined;
    };

/** The first challenge of a `WWW-Authenticate` header that can be met; undefined where there is none. */
export function parseChallenge(header: string): Challenge | undefined {
  for (const [, scheme = '', parameters = ''] of header.matchAll(
    /\b(Basic|Bearer)\b((?:\s*,?\s*\w+=(?:"[^"]*"|[^\s,"]+))*)/gi,
  )) {
    if (scheme.toLowerCase() === 'basic') return { scheme: 'basic' };
    const found = new Map<string, string>();
    for (const [, name = '', quoted, bare] of parameters.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,"]+))/g))
      found.set(name.toLowerCase(), quoted ?? bare ?? '');
    const realm = found.get('realm');
    if (realm !== undefined)
      return { scheme: 'bearer', realm, service: found.get('service'), scope: found.get('scope') };
  }
  return undefined;
}
