import type { HttpAnswer, HttpRequest, SendHttpRequest } from '../adapters/http-request.ts';
import type { ActionOf } from '../runbook/action.ts';
import { formatClock } from '../runbook/duration.ts';
import { parseHttpRequest } from '../runbook/http-syntax.ts';
import type { ActionResult, ExecutionContext, Executor } from '../runner/ports.ts';
import { fillRequest } from './fill-request.ts';
import { formatAnswer, textOf } from './http-answer.ts';
import { lookUpVariable } from './look-up-variable.ts';
import { stoppedBy } from './stopped-by.ts';

/** Of a body, as much is kept and shown; the rest is read and counted. */
const keepBytes = 1024 * 1024;
const defaultLimitMs = 30_000;

/**
 * Sends the request of an http action. It passes on 2xx, or exactly on `expect-status=`, and when the body holds
 * `expect-body=`. What `capture=` takes is the body. Without `timeout=` an answer is waited for 30 s.
 */
export function httpExecutor(sendHttpRequest: SendHttpRequest): Executor<'http'> {
  return {
    async execute(action, context) {
      const parsed = parseHttpRequest(context.script);
      if (parsed.state === 'wrong') return wrong(context, parsed.why, parsed.line);
      const filled = fillRequest(parsed.request, (name) => lookUpVariable(name, context));
      if (filled.state === 'wrong') return wrong(context, filled.why, 0);
      context.started();
      return send(filled.request, { action, context, sendHttpRequest });
    },
  };
}

interface Sending {
  readonly action: ActionOf<'http'>;
  readonly context: ExecutionContext;
  readonly sendHttpRequest: SendHttpRequest;
}

async function send(request: HttpRequest, { action, context, sendHttpRequest }: Sending): Promise<ActionResult> {
  const limit = AbortSignal.timeout(action.timeoutMs ?? defaultLimitMs);
  const mayFollow = /^(GET|HEAD)$/.test(request.method) && !isRedirect(action.expectStatus);
  try {
    const signal = AbortSignal.any([context.signal, limit]);
    const answer = await sendHttpRequest(request, { signal, keepBytes, follow: mayFollow ? 'redirects' : 'nothing' });
    context.output('stdout', Buffer.from(formatAnswer(answer)));
    const disappointment = judge(answer, action);
    const result = { outputs: {}, captured: textOf(answer), notes: notesOn(answer, mayFollow) };
    if (disappointment === undefined) return { outcome: 'succeeded', ...result };
    return { outcome: 'failed', message: `${name(request)} ${disappointment}`, ...result };
  } catch (error) {
    return noAnswer(request, error, { context, limit, limitMs: action.timeoutMs ?? defaultLimitMs });
  }
}

function judge(answer: HttpAnswer, { expectStatus, expectBody }: ActionOf<'http'>): string | undefined {
  const isExpected =
    expectStatus === undefined ? answer.status >= 200 && answer.status < 300 : answer.status === expectStatus;
  const status = `${answer.status} ${answer.statusText}`.trim();
  if (!isExpected) return `answered ${status}, ${expectStatus ?? '2xx'} expected`;
  if (expectBody === undefined || textOf(answer).includes(expectBody)) return undefined;
  const unread = answer.bodyBytes > answer.body.byteLength ? ' in the first 1 MB that was kept' : '';
  return `answered ${status}, but its body does not hold "${expectBody}"${unread}`;
}

function notesOn(answer: HttpAnswer, mayFollow: boolean): string[] {
  const followed = answer.redirects.map(
    ({ status, to }) => `a redirect (${status}) led to ${withoutSecrets(new URL(to))}`,
  );
  const location = answer.headers.get('location');
  const kept = !mayFollow && isRedirect(answer.status) && location !== null;
  return kept ? [...followed, `the redirect to ${location} was not followed`] : followed;
}

interface Waiting {
  readonly context: ExecutionContext;
  readonly limit: AbortSignal;
  readonly limitMs: number;
}

function noAnswer(request: HttpRequest, error: unknown, { context, limit, limitMs }: Waiting): ActionResult {
  const rest = { outputs: {}, notes: [] };
  if (context.signal.aborted) {
    const { outcome, words } = stoppedBy(context.signal);
    return { outcome, message: `${name(request)}: ${words}; whether the server acted on it is not known`, ...rest };
  }
  if (limit.aborted) {
    return { outcome: 'timeout', message: `${name(request)}: no whole answer within ${formatClock(limitMs)}`, ...rest };
  }
  // Only the adapter's type is known here.
  if (!(error instanceof Error) || error.name !== 'NoAnswerError') throw error;
  return { outcome: 'failed', message: `${name(request)}: ${error.message}`, ...rest };
}

function wrong(context: ExecutionContext, why: string, lineInScript: number): ActionResult {
  const line = context.source.line + lineInScript;
  return { outcome: 'failed', message: `${context.source.name}:${line}: ${why}`, line, outputs: {}, notes: [] };
}

function name(request: HttpRequest): string {
  return `${request.method} ${withoutSecrets(request.url)}`;
}

/** A query may hold a secret in an encoding that no redaction knows. */
function withoutSecrets(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?...'}`;
}

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && status >= 300 && status < 400;
}
