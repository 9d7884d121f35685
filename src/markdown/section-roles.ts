export const roles = [
  'prerequisites',
  'steps',
  'remedies',
  'undo',
  'criteria',
  'follow-up',
  'troubleshooting',
  'contacts',
] as const;
export type Role = (typeof roles)[number];

/** More headings for a role, from the configuration: `{ steps: ['Vorgehen'] }`. */
export type RoleSynonyms = Readonly<Partial<Record<Role, readonly string[]>>>;

const words: Readonly<Record<Role, readonly string[]>> = {
  prerequisites: ['prerequisites', 'prerequisite', 'pre-requisites', 'before you begin', 'requirements'],
  steps: ['steps', 'rollback steps', 'procedure', 'rollback procedure', 'instructions', 'runbook'],
  remedies: ['mitigation', 'mitigations', 'remediation', 'resolution', 'fix'],
  undo: ['undo', 'back-out', 'backout', 'back out'],
  criteria: ['success criteria', 'verification'],
  'follow-up': ['post-rollback actions', 'post rollback actions', 'follow-up', 'follow up', 'follow-ups', 'after'],
  troubleshooting: ['troubleshooting', 'known issues'],
  contacts: ['emergency contacts', 'escalation', 'contacts'],
};

/** The role that a heading gives its section; case and decoration do not count. */
export function roleOf(heading: string, synonyms: RoleSynonyms = {}): Role | undefined {
  const text = plain(heading);
  return roles.find((role) => words[role].includes(text) || synonyms[role]?.some((word) => plain(word) === text));
}

/** `Rollback …` is the way back when the document has other steps. */
export function isRollbackHeading(heading: string): boolean {
  return /^(?:rollback|roll back|rolling back)\b/.test(plain(heading));
}

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/^[^\p{L}]*(?:\d+[.)]\s*)?/u, '')
    .replace(/[^\p{L}]+$/u, '')
    .replace(/\s+/g, ' ');
}
