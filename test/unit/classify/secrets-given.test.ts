import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();
const knownVariables = new Set(['TOKEN', 'NAME', 'PASSWORD_FILE']);

function judge(source: string) {
  return classify(runbookOf([shellAction(source)]), parse, { knownVariables }).dispositions.get('step.1');
}

it.each([
  'curl -u admin:hunter2secret https://shop.example/health',
  'curl -uadmin:hunter2secret https://shop.example/health',
  'curl -sku admin:hunter2secret https://shop.example/health',
  'curl --user admin:hunter2secret https://shop.example/health',
  'curl --user=admin:hunter2secret https://shop.example/health',
  'curl -u "$NAME:hunter2secret" https://shop.example/health',
  'curl -H "Authorization: Bearer hunter2secret" https://shop.example/health',
  "curl -H 'authorization: Basic aHVudGVyMg==' https://shop.example/health",
  "curl -H 'Authorization: hunter2secret' https://shop.example/health",
  "curl -H 'PRIVATE-TOKEN: hunter2secret' https://shop.example/health",
  "curl --header='X-Vault-Token: hunter2secret' https://shop.example/health",
  "wget -qO- --header='X-Api-Key: hunter2secret' https://shop.example/health",
  'etcdctl --user root --password hunter2secret get a',
  'cartctl login --token hunter2secret',
  'env PGPASSWORD=hunter2secret psql -c "SELECT 1"',
  'DATABASE_URL=postgres://cart:hunter2@db.shop.example/cart',
])('%j holds a secret: it asks and is masked', (source) => {
  expect(judge(source)).toMatchObject({ may: 'run', allowListed: false, masksOutput: true });
});

it.each([
  'curl -u "$NAME:$TOKEN" https://shop.example/health',
  'curl -H "Authorization: Bearer $TOKEN" https://shop.example/health',
  'curl -H "Accept: application/json" https://shop.example/health',
  'sort -u list.txt',
])('%j holds none', (source) => {
  expect(judge(source)).toMatchObject({ may: 'run', allowListed: true, masksOutput: false });
});
