/** Runtimes write `docker-pullable://repository@sha256:…`, `repository@sha256:…`, or the digest alone. */
export function digestIn(text: string): string | undefined {
  return /sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})/.exec(text)?.[0];
}

export function tagOf(image: string): string | undefined {
  return /:([^:/@]+)(?:@.*)?$/.exec(image)?.[1];
}
