import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import { parseDuration } from '../runbook/duration.ts';
import type { RawAttribute } from '../runbook/fence.ts';

/** The value of an attribute and where the attribute stands. */
export interface Value {
  readonly text: string;
  readonly place: Place;
}

const identifier = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** Reads attributes by key as one kind of value each; what does not fit is reported and undefined. */
export function attributeReader(known: ReadonlyMap<string, RawAttribute>, diagnostics: Diagnostic[]) {
  const wrong = (attribute: RawAttribute, hint: string): undefined => {
    const shown = attribute.value === undefined ? 'no value' : `"${attribute.value}"`;
    diagnostics.push(diagnose('attribute-value', attribute.place, `${attribute.key}= does not take ${shown}`, hint));
    return undefined;
  };
  const text = (key: string): Value | undefined => {
    const attribute = known.get(key);
    if (attribute === undefined) return undefined;
    if (attribute.value === undefined || attribute.value === '') return wrong(attribute, `Write ${key}=VALUE.`);
    return { text: attribute.value, place: attribute.place };
  };
  const parsed = <T>(key: string, parse: (value: string) => T | undefined, hint: string): T | undefined => {
    const attribute = known.get(key);
    const value = text(key);
    if (attribute === undefined || value === undefined) return undefined;
    return parse(value.text) ?? wrong(attribute, hint);
  };
  return {
    text,
    optionalText: (key: string): Value | undefined => {
      const attribute = known.get(key);
      return attribute && { text: attribute.value ?? '', place: attribute.place };
    },
    identifier: (key: string): Value | undefined => {
      const value = text(key);
      const attribute = known.get(key);
      if (value === undefined || attribute === undefined || isIdentifier(value.text)) return value;
      return wrong(attribute, 'Use letters, digits, "-" and "_".');
    },
    /** The name of a variable; what else it says is not quoted, since it may hold a password. */
    variable: (key: string): Value | undefined => {
      const value = text(key);
      if (value === undefined || /^(?:\w+|\$\w+|\$\{\w+\})$/.test(value.text)) return value;
      const hint = `Export the connection string in a variable and name that: ${key}=ORDERS_URL.`;
      diagnostics.push(diagnose('attribute-value', value.place, `${key}= takes the name of a variable`, hint));
      return undefined;
    },
    list: (key: string): readonly Value[] | undefined => {
      const value = text(key);
      if (value === undefined) return undefined;
      if (value.text === 'none') return [];
      const names = value.text.split(',').map((name) => name.trim());
      return names.filter((name) => name !== '').map((name) => ({ text: name, place: value.place }));
    },
    duration: (key: string) => parsed(key, parseDuration, 'Write a duration such as 30s, 2m or 1h30m.'),
    count: (key: string) =>
      parsed(key, (value) => (/^[1-9]\d*$/.test(value) ? Number(value) : undefined), 'Write a whole number from 1.'),
    oneOf: <T extends string>(key: string, values: readonly T[]): T | undefined =>
      parsed(key, (value) => values.find((candidate) => candidate === value), `Write one of: ${values.join(', ')}.`),
    flag: (key: string): boolean => {
      const attribute = known.get(key);
      if (attribute === undefined) return false;
      if (attribute.value === undefined || attribute.value === 'true') return true;
      if (attribute.value !== 'false') wrong(attribute, `Write ${key} alone, or ${key}=false.`);
      return false;
    },
    flagOr: <T extends string>(key: string, bare: T, values: readonly T[]): T | undefined => {
      const attribute = known.get(key);
      if (attribute === undefined || attribute.value === 'false') return undefined;
      if (attribute.value === undefined || attribute.value === 'true') return bare;
      const value = values.find((candidate) => candidate === attribute.value);
      return value ?? wrong(attribute, `Write ${key}, or ${key}=${values.join(` or ${key}=`)}.`);
    },
  };
}
