import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Action } from '../../../src/runbook/action.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser();

type Other = 'sql' | 'http' | 'python3' | 'ruby' | 'node' | 'perl';

/** An action of another kind that states its effect. */
function annotated(language: Other, source: string): Action {
  const { kind: _kind, ...common } = shellAction(source, { language, effect: 'write' });
  switch (language) {
    case 'sql':
      return { ...common, kind: 'sql', database: 'DATABASE_URL', transaction: true };
    case 'http':
      return { ...common, kind: 'http' };
    default:
      return { ...common, kind: 'program', interpreter: [language] };
  }
}

function dispositionOf(action: Action) {
  return classify(runbookOf([action]), parse).dispositions.get('step.1');
}

it.each<[Other, string]>([
  ['sql', `write current_setting('runbook.pod_name')`],
  ['http', 'write $POD_NAME'],
  ['python3', 'read the environment variable POD_NAME'],
])(
  'a placeholder in an annotated %s action is refused with its place and the way to read an input',
  (language, way) => {
    const message = '<pod-name> is not filled in and would go out as it stands';
    const hint = `Declare an input "pod_name" and ${way} in its place.`;
    const { dispositions, diagnostics } = classify(runbookOf([annotated(language, "first\n  '<pod-name>'")]), parse);
    expect(dispositions.get('step.1')).toEqual({
      may: 'be-refused',
      row: 11,
      reasons: [message],
      code: 'unresolved-placeholder',
      line: 11,
      hint,
    });
    expect(diagnostics).toEqual([
      {
        code: 'unresolved-placeholder',
        severity: 'warning',
        place: { line: 11, column: 4, endLine: 11, endColumn: 14 },
        message,
        hint,
      },
    ]);
  },
);

it.each<[Other, string, string]>([
  ['sql', "DELETE FROM orders WHERE pod = '<pod_name>'", '<pod_name>'],
  ['sql', "SELECT 1 WHERE a < b AND id = '<id>'", '<id>'],
  ['sql', 'UPDATE carts SET state = 1 WHERE id = <id>', '<id>'],
  ['sql', 'SELECT 1 WHERE id = <id> AND shop = 2', '<id>'],
  ['sql', "ALTER ROLE app PASSWORD 'CHANGEME'", 'CHANGEME'],
  ['sql', "SELECT '<the id of the order>'", '<the id of the order>'],
  ['http', 'GET https://shop.example/<namespace>/pods', '<namespace>'],
  ['http', 'GET https://shop.example/pods?in=<namespace>&all=1', '<namespace>'],
  ['http', 'GET https://shop.example\nAuthorization: Bearer YOUR_API_TOKEN', 'YOUR_API_TOKEN'],
  ['http', 'GET https://shop.example\nX-Shop: <your shop>', '<your shop>'],
  ['http', 'POST https://shop.example\n\n{"pod": "<name>"}', '<name>'],
  ['http', 'POST https://shop.example\n\n# <pod-name>', '<pod-name>'],
  ['http', 'POST https://shop.example\n\n<order><id><order-id></id></order>', '<order-id>'],
  ['python3', 'delete("/srv/<tenant>/cart")', '<tenant>'],
  ['python3', "token = 'YOUR_TOKEN'", 'YOUR_TOKEN'],
  ['python3', "s = 'a # b'; token = '<api-token>'", '<api-token>'],
  ['ruby', 'Order.find("<order-id>").destroy', '<order-id>'],
])('%s %j holds %j', (language, source, placeholder) => {
  expect(dispositionOf(annotated(language, source))).toMatchObject({
    may: 'be-refused',
    reasons: [`${placeholder} is not filled in and would go out as it stands`],
  });
});

it.each<[Other, string]>([
  ['sql', 'SELECT 1 WHERE a < b and c > d'],
  ['sql', 'SELECT 1 WHERE a<b and c>d'],
  ['sql', 'SELECT 1 WHERE a <> b AND x<y AND y>z'],
  ['sql', "SELECT '<b>late</b>', '<br>', '<html>'"],
  ['sql', 'SELECT a <-> b FROM t -- <pod-name>'],
  ['sql', '/* <pod-name>\n YOUR_TOKEN */ SELECT 1'],
  ['sql', "SELECT current_setting('runbook.pod_name')"],
  ['sql', "SELECT 1 WHERE name LIKE '<%>'"],
  ['http', '# <pod-name>\nGET https://shop.example/$YOUR_SHOP/${YOUR_CART}/{{YOUR_ITEM}}'],
  ['http', 'POST https://shop.example\nContent-Type: text/xml\n\n<order><item_id>1</item_id><empty/></order>'],
  ['http', 'POST https://shop.example\n\n<html><body><p>late<br></p></body></html>'],
  ['http', 'POST https://shop.example\n\n{"html": "<b>late</b>", "if": "a <b> c"}'],
  ['python3', 'import re\nre.sub("(?P<pod_name>a)", r"\\g<pod_name>", "a")'],
  ['python3', 'import os\nprint(os.environ["YOUR_TOKEN"], os.getenv("YOUR_SHOP"))'],
  ['python3', 'YOUR_TOKEN = read()\nprint(YOUR_TOKEN)'],
  ['python3', 'if a <b and c> d: pass'],
  ['python3', 'print("<div>"); exec(code, "<string>") # <pod-name>'],
  ['python3', 'assert repr(f) == "<lambda>"'],
  ['node', 'const x: Array<string> = new Map<string, List<my_type>>(); // <pod-name>'],
  ['node', 'const same = <T>(x: T) => x'],
  ['node', 'document.body.innerHTML = "<my-cart></my-cart>"'],
  ['perl', 'my $line = <STDIN>; while (<STDIN>) { print }'],
])('%s %j holds no placeholder', (language, source) => {
  expect(dispositionOf(annotated(language, source))).toMatchObject({ may: 'run', script: source });
});

it('without an effect such an action is shown as ever', () => {
  const { effect: _effect, ...sql } = annotated('sql', "SELECT '<pod-name>'");
  expect(dispositionOf(sql)).toMatchObject({ may: 'be-shown', row: 3 });
});
