import * as v from 'valibot';
import { envelopeSchema, eventBodySchema, type RunEvent, type UnknownEvent } from './event.ts';

const headSchema = v.object({ v: v.number(), type: v.string() });
const knownTypes = new Set<string>(eventBodySchema.options.map((option) => option.entries.type.literal));

/** Checks the value of one journal line. What is newer or not understood is kept as it is, with the reason. */
export function parseEvent(line: unknown): RunEvent | UnknownEvent {
  const head = v.safeParse(headSchema, line);
  if (!head.success) return unknown(line, 'not an event: no version and type');
  if (head.output.v !== 1) return unknown(line, `version ${head.output.v} is not read here, only 1`);
  if (!knownTypes.has(head.output.type)) return unknown(line, `type "${head.output.type}" is not known here`);
  const envelope = v.safeParse(envelopeSchema, line);
  if (!envelope.success) return unknown(line, whyOf(envelope.issues[0]));
  const body = v.safeParse(eventBodySchema, line);
  if (!body.success) return unknown(line, whyOf(body.issues[0]));
  return { ...envelope.output, ...body.output };
}

function unknown(raw: unknown, why: string): UnknownEvent {
  return { type: 'unknown', raw, why };
}

function whyOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}
