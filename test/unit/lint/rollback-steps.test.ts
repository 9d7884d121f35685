import { describe, expect, it } from 'vitest';
import { inStep } from './lint-example.ts';
import { found } from './rollback-text.ts';

const twoSteps = (first: string, second: string) =>
  `# Roll back shop\n\n## Steps\n\n### Step 1: One (1 minute)\n\n\`\`\`bash\n${first}\n\`\`\`\n\n### Step 2: Two (1 minute)\n\n\`\`\`bash\n${second}\n\`\`\`\n`;

describe('a migration that is taken down', () => {
  const back = 'runbook app undo deployment/shop --to v1.0.0';

  it.each([
    'npm run migrate:down',
    'npm run migrate down',
    'npx typeorm migration:revert -d dist/data-source.js',
    'pnpm exec typeorm migration:revert',
    'npx knex migrate:rollback',
    'npx node-pg-migrate down',
    'migrate -path db -database "$DATABASE_URL" down 1',
    'dbmate rollback',
    'goose postgres "$DATABASE_URL" down',
    'yarn db:migrate:undo',
    'npx sequelize-cli db:migrate:undo',
    'bundle exec rails db:rollback',
    'alembic downgrade -1',
  ])('is named behind the application: %s', (down) => {
    expect(found(twoSteps(back, down))).toEqual(['14:1 migration-down-needs-new-image']);
    expect(found(inStep('bash', `${back}\n${down}`))).toEqual(['9:1 migration-down-needs-new-image']);
    expect(found(twoSteps(down, back))).toEqual([]);
    expect(found(inStep('bash', down))).toEqual([]);
  });

  it.each([
    ['helm rollback shop "$REVISION"', '14:1 migration-down-needs-new-image'],
    ['kubectl argo rollouts undo shop --to-revision="$REVISION"', '14:1 migration-down-needs-new-image'],
    ['kubectl rollout restart deployment/shop', undefined],
    ['runbook app undo deployment/shop --dry-run', undefined],
    ['runbook app history deployment/shop', undefined],
  ])('is named behind what goes back: %s', (first, wanted) => {
    expect(found(twoSteps(first, 'npm run migrate:down'))).toEqual(wanted === undefined ? [] : [wanted]);
  });

  it.each([
    ['kubectl exec deployment/shop -- npm run migrate:down', '14:33 migration-down-needs-new-image'],
    ["ssh app-1 'npm run migrate:down'", '14:12 migration-down-needs-new-image'],
    ['kubectl run down --rm --attach --restart=Never --image="$BROKEN" -- npm run migrate:down', undefined],
    ['docker run --rm registry.example.com/shop:v1.1.1 npm run migrate:down', undefined],
    ['npm run migrate:up', undefined],
    ['npm run migrate:status', undefined],
    ['npx typeorm migration:show', undefined],
    ['echo npm run migrate:down', undefined],
  ])('in the image that has it is not: %s', (down, wanted) => {
    expect(found(twoSteps(back, down))).toEqual(wanted === undefined ? [] : [wanted]);
  });
});

describe('configuration', () => {
  const settings = 'kubectl apply -f "config/shop-$VERSION.yaml"';
  const back = 'runbook app undo deployment/shop --to "$VERSION"';
  const step = (body: string) => `# Roll back shop\n\n## Steps\n\n### Step 1: Back (1 minute)\n\n${body}\n`;
  const fence = (code: string) => `\`\`\`bash\n${code}\n\`\`\`\n`;

  it('in the step of the application is named, whichever comes first', () => {
    expect(found(inStep('bash', `${settings}\n${back}`))).toEqual(['8:1 config-mixed-with-application']);
    expect(found(inStep('bash', `${back}\n${settings}`))).toEqual(['9:1 config-mixed-with-application']);
    expect(found(step(`${fence(back)}\n${fence(settings)}`))).toEqual(['12:1 config-mixed-with-application']);
  });

  it('in a step of its own, or behind a condition, is not', () => {
    expect(found(twoSteps(settings, back))).toEqual([]);
    expect(found(step(`${fence(back)}\n**If configuration changed:**\n\n${fence(settings)}`))).toEqual([]);
    expect(found(inStep('bash', `# Option A: settings\n${settings}\n\n# Option B: all of it\n${back}`))).toEqual([]);
    expect(found(inStep('bash', `${settings}\nkubectl rollout restart deployment/shop`))).toEqual([]);
  });
});
