import { TargetError } from './target-error.ts';

/** The connection string with what psql would understand by it; throws TargetError when it is none. */
export function cleanConnectionUrl(source: string): string {
  const url = /^postgres(ql)?:\/\//.test(source) ? source.trim() : undefined;
  if (url === undefined) {
    throw new TargetError('database-url', 'the connection string does not begin with postgresql://', {
      hint: 'write postgresql://user@host:5432/database; the form "host=... dbname=..." is not read',
    });
  }
  // Without this, sslmode=require would check the certificate's authority, which it does not do for psql.
  const comparable = /[?&]sslmode=/.test(url) && !/[?&]uselibpqcompat=/.test(url);
  return comparable ? `${url}&uselibpqcompat=true` : url;
}

/** The connection string with this password, if it has none of its own. */
export function withPassword(url: string, password: string | undefined): string {
  if (password === undefined || passwordsIn(url).length > 0) return url;
  return url.replace(
    /^(postgres(?:ql)?:\/\/[^:@/?]+)@/,
    (_, user: string) => `${user}:${encodeURIComponent(password)}@`,
  );
}

/** The text without passwords: of any connection string in it, and of the given one wherever it stands. */
export function redactUrl(text: string, url = ''): string {
  const shown = text
    .replaceAll(/(postgres(?:ql)?:\/\/[^:@/?\s]*):[^@/?\s]*@/g, '$1:[secret]@')
    .replaceAll(/([?&](?:password|sslpassword)=)[^&\s]*/g, '$1[secret]');
  const passwords = passwordsIn(url).filter((password) => password.length > 3);
  return passwords.reduce((redacted, password) => redacted.replaceAll(password, '[secret]'), shown);
}

function passwordsIn(url: string): string[] {
  const raw = /^postgres(?:ql)?:\/\/[^:@/?]*:(.*)@/.exec(url)?.[1];
  const parameter = /[?&]password=([^&]*)/.exec(url)?.[1];
  return [raw, parameter].flatMap((password) => (password === undefined ? [] : [password, decoded(password)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
