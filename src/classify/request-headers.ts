/** Headers that say who asks, for what form of the answer, and how it may be cached: default deny, as some servers take the method from one. */
const asking =
  /^(accept(-[a-z]+)?|authorization|proxy-authorization|host|user-agent|cache-control|pragma|if-(none-)?match|if-(un)?modified-since|range|origin|referer|cookie|connection|content-type|traceparent|tracestate|x-(forwarded|real|request|correlation|trace|b3)-?[a-z-]*|x-(api|auth|vault|access|consul|gitlab|amz)-?(key|token|request-id)|x-scope-orgid|private-token|api-key|apikey|dd-api-key|dd-application-key|x-requested-with|kbn-xsrf)$/i;

export function isAskingHeader(text: string): boolean {
  const [, name, rest] = /^["']?([A-Za-z0-9-]+)(:|;)/.exec(text) ?? [];
  return name !== undefined && rest !== undefined && asking.test(name) && !/[\r\n]/.test(text);
}
