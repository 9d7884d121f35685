import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { drillRecordSchema } from '../src/drill/record.ts';
import * as action from '../src/runbook/action.ts';
import * as body from '../src/runbook/body.ts';
import { configSchema } from '../src/runbook/config.ts';
import { frontMatterSchema } from '../src/runbook/front-matter.ts';
import { placeSchema } from '../src/runbook/place.ts';
import { runbookSchema } from '../src/runbook/runbook.ts';
import { stepSchema } from '../src/runbook/step.ts';
import { diagnosticSchema, dispositionSchema, showDocumentSchema } from './show-document.ts';

/** Written once each and referred to: the model nests them so often that it would be a megabyte otherwise. */
const definitions = {
  place: placeSchema,
  when: action.whenSchema,
  expectation: action.expectationSchema,
  action: action.actionSchema,
  checklistItem: body.checklistItemSchema,
  checklist: body.checklistSchema,
  byHand: body.byHandSchema,
  shown: body.shownSchema,
  option: body.optionSchema,
  choice: body.choiceSchema,
  condition: body.conditionSchema,
  guard: body.guardSchema,
  bodyNode: body.bodyNodeSchema,
  step: stepSchema,
  runbook: runbookSchema,
  disposition: dispositionSchema,
  diagnostic: diagnosticSchema,
} as const;

/** The JSON Schemas that editors and other programs read, made from the schemas that this program checks with. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const model = {
    $id: 'urn:runbook-as-code:schema:model:1',
    title: 'A runbook, as this program understands it: the output of runbook show --json',
    ...closeObjects(toSchema(showDocumentSchema, definitions)),
  };
  const frontMatter = {
    $id: 'urn:runbook-as-code:schema:front-matter:1',
    title: 'What stands under runbook: in the front matter',
    ...toSchema(frontMatterSchema, {}),
  };
  const config = {
    $id: 'urn:runbook-as-code:schema:config:1',
    title: 'runbook.config.yaml, at the root of a project',
    ...toSchema(configSchema, {}),
  };
  const drillRecord = {
    $id: 'urn:runbook-as-code:schema:drill-record:1',
    title: 'A line of runbooks/.drills: what a drill, or a recorded run, was',
    ...toSchema(drillRecordSchema, {}),
  };
  return new Map([
    ['schema/drill-record.json', `${JSON.stringify(drillRecord, undefined, 2)}\n`],
    ['schema/config.json', `${JSON.stringify(config, undefined, 2)}\n`],
    ['schema/model.json', `${JSON.stringify(model, undefined, 2)}\n`],
    ['schema/front-matter.json', `${JSON.stringify(frontMatter, undefined, 2)}\n`],
  ]);
}

function toSchema(schema: GenericSchema, definitions: Readonly<Record<string, GenericSchema>>) {
  return toJsonSchema(schema, { typeMode: 'input', definitions: { ...definitions }, ignoreActions: ['readonly'] });
}

/** The program writes no key that the schema does not name, so another one is a mistake. */
function closeObjects<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_, part: unknown) =>
    isOpenObject(part) ? { ...part, additionalProperties: false } : part,
  );
}

function isOpenObject(part: unknown): part is object {
  if (typeof part !== 'object' || part === null) return false;
  return 'type' in part && part.type === 'object' && 'properties' in part && !('additionalProperties' in part);
}
