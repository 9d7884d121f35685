import { describe, expect, it } from 'vitest';
import { codesOf, fence, problemsOf, readModel } from './read-model.ts';

const step = `## Steps\n\n### Do it\n\n${fence('bash', 'true')}\n`;

describe('the title', () => {
  it.each([
    ['# Restart the service', 'Restart the service', 'Restart the service'],
    ['# ROLLBACK RUNBOOK: payments', 'ROLLBACK RUNBOOK: payments', 'payments'],
    ['Runbook - payments\n==================', 'Runbook - payments', 'payments'],
    ['# **Payments** `v2` [wiki](https://example.com)', 'Payments v2 wiki', 'Payments v2 wiki'],
    ['---\ntitle: From Docusaurus\n---', 'From Docusaurus', 'From Docusaurus'],
  ])('of %j is %j, its name %j', (head, title, name) => {
    const runbook = readModel(`${head}\n\n${step}`);
    expect([runbook.title, runbook.name]).toEqual([title, name]);
  });

  it('is the first heading of the first level that is no metadata', () => {
    expect(readModel(`# Purpose: none\n# The title\n# Another\n\n${step}`).title).toBe('The title');
  });

  it('is asked for where it is missing', () => {
    expect(problemsOf(step)).toEqual([
      '1:1 no-title: the runbook has no title (Begin with a line such as: # Roll back the payment service)',
    ]);
  });

  it('is never a section', () => {
    expect(readModel(`# Steps\n\n## Steps\n\n### One\n\n${fence('bash', 'true')}`).steps.map(({ id }) => id)).toEqual([
      'one',
    ]);
  });
});

describe('metadata', () => {
  const all = {
    purpose: 'a',
    whenToUse: 'b: c',
    estimatedTime: '3-5 minutes',
    owner: 'd',
    service: 'e',
    severity: 'f',
    lastReviewed: '2026-01-01',
    requires: 'kubectl, psql',
  };
  const pairs = [
    ['Purpose', all.purpose],
    ['when to use', all.whenToUse],
    ['ESTIMATED TIME', all.estimatedTime],
    ['Owner', all.owner],
    ['Service', all.service],
    ['Severity', all.severity],
    ['Last reviewed', all.lastReviewed],
    ['Requires', all.requires],
  ];

  it.each([
    ['headings', pairs.map(([key, value]) => `# ${key}: ${value}`).join('\n')],
    ['bold paragraphs', pairs.map(([key, value]) => `**${key}:** ${value}`).join('\n\n')],
    ['bold lines of one paragraph', pairs.map(([key, value]) => `**${key}**: ${value}`).join('\n')],
    ['bold lines with hard breaks', pairs.map(([key, value]) => `**${key}:** ${value}  `).join('\n')],
  ])('stands in %s', (_, head) => {
    const runbook = readModel(`# Title\n${head}\n\n${step}`);
    expect(runbook.metadata).toEqual(all);
    expect(runbook).toMatchObject({ service: 'e', budget: { lowerMs: 180_000, upperMs: 300_000 } });
    expect(runbook.prerequisites.tools).toEqual(['kubectl', 'psql']);
  });

  it('is a closed list of keys: others are titles and prose', () => {
    expect(readModel(`# Title\n# Colour: red\n\n**Shape:** round\n\n${step}`).metadata).toEqual({});
  });

  it('ends with the first section: a bold word in a step is prose', () => {
    const runbook = readModel(`# Title\n\n${step}\n**Severity:** high\n`);
    expect(runbook.metadata).toEqual({});
  });

  it.each([
    ['# Title\n# Estimated time: 3-5 minutes', 2, 19, 30],
    ['# Title\n\n**Purpose:** a\n**Estimated time:** 3-5 minutes', 4, 21, 32],
    ['# Title\n\n> **Estimated time:** 3-5 minutes', 3, 23, 34],
  ])('gives the budget of the run at the place of its words: %j', (head, line, column, endColumn) => {
    expect(readModel(`${head}\n\n${step}`).budget?.place).toEqual({ line, column, endLine: line, endColumn });
  });
});

describe('a text without anything to do', () => {
  it('is no runbook', () => {
    expect(problemsOf('# Title\n\nOnly prose.\n')).toEqual([
      '1:1 no-steps: nothing in this file is a step (Add a "## Steps" section with a heading for each step, or code fences.)',
    ]);
  });

  it('still gives its model, beside the error', () => {
    expect(readModel('# Title\n\nOnly prose.\n')).toMatchObject({ title: 'Title', steps: [] });
    expect(codesOf('# Title\n\nOnly prose.\n')).toEqual(['1:1 no-steps']);
  });
});
