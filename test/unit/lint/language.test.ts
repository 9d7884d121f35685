import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { severities } from '../../../src/diagnostics/codes.ts';
import { languageRules } from '../../../src/lint/language-rules.ts';
import { bash, fixed, fixOf, found, ofLanguage, placesOf, withDatabase } from './language-text.ts';
import { inStep } from './lint-example.ts';

it('every code that reading gives has a rule', () => {
  const codes = Object.keys(severities);
  const own = codes.slice(0, codes.indexOf('suppression-unused') + 1);
  expect(languageRules.map(({ code }) => code)).toEqual(own);
});

it('a fix of a bad example leaves nothing of its code', () => {
  const mended = languageRules.flatMap(({ code, bad }) => {
    const text = bad.as === 'runbook' ? bad.text : inStep(bad.as, bad.text);
    if (fixOf(text, code) === undefined) return [];
    fixed(text, code);
    return [code];
  });
  expect(mended).toEqual([
    'unknown-key',
    'budget-sum',
    'budget-window',
    'budget-range',
    'budget-conflict',
    'info-string-syntax',
    'unknown-attribute',
    'attribute-place',
    'over-indented-fence',
    'unknown-name',
    'unknown-step',
    'commands-after-context-switch',
    'mixed-output',
    'shell-label-not-shell',
    'commands-in-indented-code',
    'other-interpreter',
    'alternatives-in-one-fence',
  ]);
});

const hazards = readdirSync('test/fixtures/hazards').filter((name) => name.endsWith('.md'));

describe('a hazard', () => {
  it.each(hazards)('%s: each fix of reading takes its finding away', (name) => {
    const text = readFileSync(`test/fixtures/hazards/${name}`, 'utf8');
    const count = (source: string, code: string) => found(source).filter((one) => one.code === code).length;
    for (const { code, fix } of found(text)) {
      if (fix === undefined || !ofLanguage.has(code)) continue;
      expect(count(applyFixes(text, [fix]).text, code)).toBeLessThan(count(text, code));
    }
  });
});

it('the runbook that started it all promises too little and types SQL into a shell; both are mended', () => {
  const text = readFileSync('test/fixtures/seed/payment-processor.md', 'utf8');
  expect(placesOf(text)).toEqual(['4:19 budget-sum', '62:1 commands-after-context-switch']);
  expect(placesOf(fixed(fixed(text, 'budget-sum'), 'commands-after-context-switch'))).toEqual([]);
});

describe('nothing is said of', () => {
  it.each([
    'kubectl get pods -n shop',
    'kubectl get pods -n shop -l app=shop --field-selector status.phase!=Running',
    'kubectl rollout undo deployment/shop -n shop --to-revision="$(cat revision.txt)"',
    'kubectl rollout status deployment/shop -n shop --timeout=2m',
    'kubectl logs -n shop -l app=shop --tail=50 | grep -c ERROR || true',
    'kubectl exec -n shop shop-0 -- sh -c "df -h /data"',
    'kubectl patch deployment/shop -n shop -p \'{"spec":{"replicas":3}}\'',
    'kubectl annotate deployment/shop -n shop kubernetes.io/change-cause="back to v1.1.0"',
    'for pod in shop-0 shop-1; do\n  kubectl delete pod "$pod" -n shop\ndone',
    "kubectl get deployment shop -n shop -o jsonpath='{.spec.template.spec.containers[*].image}'",
    'helm rollback shop 12 -n shop --wait --timeout 2m',
    'helm history shop -n shop --max 5',
    'curl --fail --silent --show-error https://shop.example.com/health',
    'curl -sf "https://shop.example.com/search?q=a&page=2" | jq .total',
    'curl --request POST "https://shop.example.com/cache/flush?all=1&now=1"',
    'psql "$DATABASE_URL" -c "SELECT count(*) FROM carts"',
    'psql "$DATABASE_URL" --file down.sql',
    'psql "$DATABASE_URL" <<\'SQL\'\nSELECT count(*) FROM carts;\nSQL',
    'pg_dump "$DATABASE_URL" --table carts --file carts.sql',
    'npm run migrate:down',
    'ssh web-1.example.com systemctl restart shop',
    'ssh web-1.example.com "sudo systemctl restart shop && systemctl status shop"',
    'docker compose exec -T web python manage.py migrate shop 0012',
    'docker pull registry.example.com/shop:v1.1.0',
    'git fetch origin\ngit checkout v1.1.0 -- config/shop.yaml',
    'git log --oneline -5 -- config/',
    'aws ecs update-service --cluster shop --service web --task-definition web:41',
    'aws s3 cp s3://shop-config/v1.1.0.json config.json',
    'gcloud run services update-traffic shop --to-revisions shop-00041=100',
    'terraform plan -out plan.bin\nterraform apply plan.bin',
    'systemctl status shop --no-pager',
    'journalctl -u shop --since "10 minutes ago" --no-pager | tail -20',
    'NAMESPACE=shop\nkubectl get pods -n "$NAMESPACE"',
    'if ! kubectl get deployment shop -n shop; then\n  echo "the shop is gone" >&2\n  exit 1\nfi',
    'until kubectl get pod shop-0 -n shop | grep -q Running; do\n  sleep 1\ndone',
    'cat > note.txt <<EOF\nRolled back.\nThe pods are up.\nEOF',
    'echo "Step 1: done"\ndate +%s',
    'redis-cli -h cache.example.com FLUSHDB',
    'ansible-playbook rollback.yml --limit web --extra-vars version=1.1.0',
    '# Option A: Roll back to the revision before\nkubectl rollout undo deployment/shop -n shop\n\n# Option B: Scale\nkubectl scale deployment/shop -n shop --replicas=3',
    'kubectl apply -f config/shop-v1.1.0.yaml -n shop\n\n# Or restart the pods\nkubectl rollout restart deployment/shop -n shop',
    '# - Error rate back to normal?\n# - Response time back to normal?',
    '$ kubectl get pods -n shop\n$ kubectl get events -n shop',
    'timeout 30s kubectl get pods -n shop --watch',
  ])('%j', (code) => {
    expect(placesOf(withDatabase + bash(code))).toEqual([]);
  });

  it.each([
    'An item:\n\n    retries: 3\n    timeout: 5s',
    'The output:\n\n    NAME     READY   STATUS    RESTARTS   AGE\n    shop-0   1/1     Running   0          2d',
    'A tree:\n\n    config/\n      shop.yaml',
    'A statement:\n\n    SELECT count(*) FROM carts;',
    'A command and its output:\n\n    kubectl get pods\n    NAME     READY   STATUS',
    'A sentence:\n\n    make sure that the pods are up by now.',
    'A message:\n\n    Error: no space left on device',
  ])('indented text: %j', (text) => {
    expect(placesOf(bash('date') + text)).toEqual([]);
  });
});

describe('a file with several procedures', () => {
  const text = `# Move the shop

## To the new rack

### Step 1: Stop (1 minute)

\`\`\`bash {effect=write}
systemctl stop shop
\`\`\`

## Back to the old rack

### Step 1: Go back (1 minute)

\`\`\`bash {effect=write timeot=5s}
systemctl start shop
\`\`\`
`;

  it('is no error, since a run can name one: what is wrong in any of them is said once', () => {
    const errors = found(text).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, place }) => `${place.line} ${code}`)).toEqual(['15 unknown-attribute']);
    const several = found(text).filter(({ code }) => code === 'several-procedures');
    expect(several.map(({ severity, hint }) => `${severity}: ${hint}`)).toEqual([
      'warning: Name one: FILE#to-the-new-rack. There are: to-the-new-rack, back-to-the-old-rack.',
    ]);
    const keys = found(text).map(({ code, place, message }) => `${code} ${place.line}:${place.column} ${message}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
