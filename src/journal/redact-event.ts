import * as v from 'valibot';
import { type EventBody, eventBodySchema } from '../events/event.ts';

/**
 * Words of the format and addresses inside the runbook. They come from this program and from the file beside the
 * journal, never from a value; with a password like `rollback` redacting them would make the journal unreadable.
 */
const verbatim = new Set([
  ...[
    'type',
    'kind',
    'outcome',
    'verdict',
    'by',
    'effect',
    'level',
    'role',
    'digest',
    'processStartedAt',
    'mark',
    'keptAs',
  ],
  ...[
    'run',
    'of',
    'id',
    'step',
    'action',
    'actions',
    'covers',
    'before',
    'choice',
    'option',
    'question',
    'criterion',
    'debt',
    'file',
  ],
]);

/** Their keys are chosen by the runbook, so that no key in them says anything about its value. */
const chosenKeys = new Set(['inputs', 'outputs']);

/** The event with every other string redacted, checked against its schema. */
export function redactEvent(body: EventBody, redactText: (text: string) => string): EventBody {
  return v.parse(eventBodySchema, redactFields(body, redactText));
}

function redactFields(fields: object, redactText: (text: string) => string): unknown {
  return mapFields(fields, (key, value) => {
    if (verbatim.has(key)) return value;
    return redactValue(value, chosenKeys.has(key) ? redactAll : redactFields, redactText);
  });
}

function redactAll(fields: object, redactText: (text: string) => string): unknown {
  return mapFields(fields, (_key, value) => redactValue(value, redactAll, redactText));
}

function redactValue(value: unknown, redactObject: typeof redactFields, redactText: (text: string) => string): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redactObject, redactText));
  return typeof value === 'object' && value !== null ? redactObject(value, redactText) : value;
}

function mapFields(fields: object, change: (key: string, value: unknown) => unknown): object {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, change(key, value)]));
}
