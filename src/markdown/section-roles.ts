import { type Role, roles } from '../runbook/document.ts';
import { parseStepHeading } from './step-heading.ts';

/** More headings for a role, from the configuration: `{ steps: ['Vorgehen'] }`. */
export type RoleSynonyms = Readonly<Partial<Record<Role, readonly string[]>>>;

/** The headings that give a section its role, in lower case. */
export const headingsOfRoles: Readonly<Record<Role, readonly string[]>> = {
  prerequisites: ['prerequisites', 'prerequisite', 'pre-requisites', 'before you begin', 'requirements'],
  steps: ['steps', 'rollback steps', 'procedure', 'rollback procedure', 'instructions', 'runbook'],
  remedies: ['mitigation', 'mitigations', 'remediation', 'resolution', 'fix'],
  undo: ['undo', 'back-out', 'backout', 'back out'],
  criteria: ['success criteria', 'verification'],
  'follow-up': ['post-rollback actions', 'post rollback actions', 'follow-up', 'follow up', 'follow-ups', 'after'],
  troubleshooting: ['troubleshooting', 'known issues'],
  contacts: ['emergency contacts', 'escalation', 'contacts'],
};
const roleOfWord = new Map(roles.flatMap((role) => headingsOfRoles[role].map((word) => [word, role] as const)));

/** The role that a heading gives its section; case, decoration and a time behind it do not count. */
export function roleOf(heading: string, synonyms: RoleSynonyms = {}): Role | undefined {
  const text = plain(heading);
  const known = roleOfWord.get(text);
  return known ?? roles.find((role) => synonyms[role]?.some((word) => plain(word) === text));
}

/** `Rollback …` is the way back when the document has other steps. */
export function isRollbackHeading(heading: string): boolean {
  return /^(?:rollback|roll back|rolling back)\b/.test(plain(heading));
}

/** *Verification* can be prose; only with a task list does it hold criteria. */
export function needsTaskList(heading: string): boolean {
  return plain(heading) !== 'success criteria';
}

const longest = 200;

function plain(heading: string): string {
  if (heading.length > longest) return '';
  return parseStepHeading(heading)
    .withoutBudget.toLowerCase()
    .replace(/^[^\p{L}]*(?:\d+[.)]\s*)?/u, '')
    .replace(/[^\p{L}]+$/u, '')
    .replace(/\s+/g, ' ');
}
