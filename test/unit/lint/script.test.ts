import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { scriptRules } from '../../../src/lint/script-rules.ts';
import { inStep, lintExample } from './lint-example.ts';
import { correctSnippets } from './snippets.ts';

const own = new Set<string>(scriptRules.flatMap(({ code, preset }) => (preset === 'strict' ? [] : [code])));

/** `line:column code`, of the rules of scripts in `recommended`. */
function found(text: string, as: 'runbook' | 'script' = 'runbook'): readonly string[] {
  return lintExample({ as, text })
    .filter(({ code }) => own.has(code))
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

const looked = '\n## Success Criteria\n\n- [ ] All is well\n';

describe('a correct snippet', () => {
  it.each(correctSnippets)('is left alone: %s', (command) => {
    expect(found(inStep('bash', command) + looked)).toEqual([]);
  });

  it.each([
    'set -euo pipefail\nrestart() { systemctl restart shop; }\nrestart',
    'for id in 1 2 3; do\n  echo "$id"\ndone',
    'TOKEN=$(cat token)\nexport TOKEN\necho "${#TOKEN}"',
    'export LOG_LEVEL=debug',
    'curl --fail https://shop.example.com/state | jq .state',
    'curl --fail https://shop.example.com/script.sh -o script.sh && sha256sum --check script.sh.sha256',
    '{effect=write}\nkubectl apply -f https://github.com/example/shop/releases/download/v1.2.0/shop.yaml -n shop',
    'kubectl config current-context',
    'kubectl config get-contexts',
    'gcloud config list',
    '{effect=write}\nchmod 755 run.sh\nls run.sh',
    '{effect=write}\nchmod -R g+w /srv/shop\nls /srv/shop',
    '{effect=write}\nchmod u+w,o-w file\nls file',
    'kubectl get pods -n <namespace>',
    'kubectl logs <pod-name> -n shop',
    '{effect=destructive}\nkubectl delete pod <pod> -n shop',
    '{effect=write}\nkubectl exec <pod> -n shop -- sync',
    'kubectl get pods -n shop \\\n  --selector app=shop \\\n  -o wide',
    'cat <<EOF\n“quoted” – and \\ \n--flag\nEOF',
    'echo "it’s – fine"',
    '# It’s – a comment\necho x',
    'ls && echo there',
    'grep -q ready status.txt || echo "not yet"',
    'kubectl get pods -n shop || true',
    'set +e\ngrep -q x file\nset -e\necho done',
    'test -f a && rm -f a\necho done',
    '[ -d a ] && cd a\necho done',
    'cd a && make\n',
    'cd a && make || exit 1\necho done',
    'if cd a && make; then echo done; fi\nls',
    'echo "a && b"\nls',
    'x=$(cd a && pwd)\necho "$x"',
    'ping -c 1 127.0.0.1',
    'nc -zv 203.0.113.7 443',
    'kubectl version --client',
    'node --version; curl --version',
    'echo 1.2.3.4.5; echo v10.20.30',
    'find . -name "*.log" -mtime +7 -print',
    'rm -f /tmp/shop.lock',
    'rm -r "$BUILD_DIR"',
    '# check the pods\nkubectl get pods -n shop',
    'wait_for() { sleep 1; echo; }\nwait_for\nwait_for && echo',
    'if curl -fsS https://shop.example.com/health; then echo up; fi',
    'status=$(curl -s -o /dev/null -w "%{http_code}" https://shop.example.com)\ntest "$status" = 200',
    'sleep 5 &\nwait',
    'kubectl port-forward svc/shop 8080:80 -n shop > /dev/null &\nwait',
  ])('of several lines is left alone: %s', (code) => {
    expect(found(inStep('bash', `{effect=destructive}\n${code}`) + looked)).toEqual([]);
  });
});

describe('a hazard', () => {
  it.each([
    ['{effect=read}\nkubectl scale deployment/x --replicas=0 -n shop', ['8:1 effect-understated']],
    ['{effect=write}\nrm -rf data', ['8:1 effect-understated']],
    ['kubectl delete ns shop', ['8:1 destructive-needs-confirm']],
    ['cd /var/cache/shop\nls\nsudo rm -r shop', ['10:6 destructive-needs-confirm']],
    ['{effect=destructive}\nkubectl delete pods --all -n shop', ['8:1 bulk-delete']],
    ['{effect=destructive}\nkubectl delete pod -l app=shop -n shop', ['8:1 bulk-delete']],
    ['{effect=destructive}\ncat ids | xargs rm', ['8:11 bulk-delete']],
    ['{effect=destructive}\nrm -rf "$DIR"/*', ['8:1 bulk-delete']],
    ['{effect=destructive}\nrm -rf /', ['8:1 bulk-delete']],
    ['{effect=write}\nkubectl scale deployment/shop --replicas=3', ['8:1 write-without-namespace']],
    ['{effect=write}\nkubectl rollout restart deployment/shop', ['8:1 write-without-namespace']],
    ['{effect=read}\nkubectl logs shop-7d9f8b6c5d-x2z4k -n shop', ['8:14 hard-coded-identifier']],
    ['{effect=read}\nssh 10.4.17.3 uptime', ['8:5 hard-coded-identifier']],
    ['{effect=read}\naws ec2 describe-instances --instance-ids i-0123456789abcdef0', ['8:43 hard-coded-identifier']],
    ['{effect=read}\noc top nodes', ['8:4 invalid-subcommand']],
    ['{effect=read}\nkubectl desribe pod x -n shop', ['8:9 invalid-subcommand']],
    ['{effect=write}\nsystemctl restrat shop', ['8:11 invalid-subcommand']],
    [
      '{effect=destructive}\ncurl --fail --request DELETE https://shop.example.com/items?a=1&b=2',
      ['8:30 unquoted-ampersand'],
    ],
    ['{effect=read}\nkubectl get pods –n shop', ['8:18 smart-punctuation']],
    ['{effect=read}\necho “hello”', ['8:6 smart-punctuation']],
    ['{effect=read}\nkubectl get pods \\  \n  -n shop', ['8:19 space-after-backslash']],
    ['{effect=write}\ncurl -fsSL https://get.example.com | bash', ['8:38 runs-remote-script']],
    ['{effect=write}\nwget -qO- https://get.example.com | sudo sh -s', ['8:42 runs-remote-script']],
    ['{effect=write}\nbash <(curl -fsS https://get.example.com)', ['8:1 runs-remote-script']],
    ['{effect=write}\nbash -c "$(curl -fsS https://get.example.com)"', ['8:1 runs-remote-script']],
    [
      '{effect=write}\nkubectl apply -n shop -f https://raw.example.com/shop/main/deploy.yaml',
      ['8:26 runs-remote-script'],
    ],
    ['{effect=write}\nkubectl config use-context prod', ['8:1 changes-context']],
    ['{effect=write}\nkubectx prod', ['8:1 changes-context']],
    ['{effect=write}\nkubectl config set-context --current --namespace shop', ['8:1 changes-context']],
    ['{effect=write}\nchmod -R 777 /srv\nls /srv', ['8:1 everybody-may-write']],
    ['{effect=write}\nchmod a+rw file\nls file', ['8:1 everybody-may-write']],
    ['{effect=write}\nchmod o+w file\nls file', ['8:1 everybody-may-write']],
    ['{effect=destructive}\ncd /var/cache/shop || exit 1\nrm -rf ./*\nls', ['9:1 bulk-delete']],
    ['{effect=read}\nkubectl get pods\n  -n shop', ['9:3 option-without-backslash']],
    ['{effect=read}\nkubectl get pods\n  --namespace=shop', ['9:3 option-without-backslash']],
    ['{effect=write}\n> kubectl get pods\nkubectl get nodes', ['8:1 prompt-looks-like-redirection']],
    ['# systemctl restart shop', ['8:1 root-hash-prompt']],
    ['# kubectl -n shop delete pod x', ['8:1 root-hash-prompt']],
    ['{effect=read}\nlocal_file=x\nexport A=$(cat x)\necho "$A"', ['9:8 status-lost-in-declaration']],
    ['{effect=write}\ncd releases && ln -sfn v1 current\nls', ['8:1 failure-hidden-by-and']],
    ['{effect=write}\nmake a > log 2>&1 && make b && make c\nls', ['8:1 failure-hidden-by-and']],
    ['{effect=write}\nsystemctl restart shop || true', ['8:1 failure-hidden-by-or']],
    [
      '{effect=write}\nkubectl scale deployment/x --replicas=1 -n shop > /dev/null 2>&1 || :',
      ['8:1 failure-hidden-by-or'],
    ],
    ['{effect=write}\nset +e\nsystemctl restart shop', ['8:1 errexit-switched-off']],
    ['{effect=write}\nf() {\n  true\n  false\n}\nf && echo x', ['12:1 failure-hidden-in-condition']],
    ['{effect=read}\ncurl -s https://shop.example.com/health', ['8:1 request-without-fail']],
    ['{effect=read}\n$ curl https://shop.example.com/health', ['8:3 request-without-fail']],
  ])('is named at its word: %s', (code, wanted) => {
    expect(found(inStep('bash', code) + looked)).toEqual(wanted);
  });

  it('in a file is one that the shell does not catch', () => {
    expect(found('#!/bin/bash\nsystemctl stop shop\nsystemctl start shop\n', 'script')).toEqual([
      '2:1 errexit-switched-off',
    ]);
    expect(found('#!/bin/bash -e\nsystemctl stop shop\nsystemctl start shop\n', 'script')).toEqual([]);
    expect(found('set -o errexit\nsystemctl stop shop\nsystemctl start shop\n', 'script')).toEqual([]);
  });

  it('is not a namespace that the environment pins', () => {
    const front = '---\nrunbook:\n  environments: { prod: { kubernetes: { namespace: shop } } }\n---\n\n';
    const text = inStep('bash', '{effect=write}\nkubectl scale deployment/shop --replicas=3') + looked;
    expect(found(front + text)).toEqual([]);
  });
});

describe('a fix', () => {
  const fixed = (code: string) => {
    const text = inStep('bash', code) + looked;
    const fixes = lintExample({ as: 'runbook', text }).flatMap((one) => (own.has(one.code) ? (one.fix ?? []) : []));
    return applyFixes(text, fixes).text;
  };

  it.each([
    ['kubectl delete pod x -n shop', '{effect=destructive}\nkubectl delete pod x -n shop'],
    [
      '{effect=read}\ncurl https://a.example.com/x?a=1&b=2',
      '{effect=read}\ncurl --fail "https://a.example.com/x?a=1&b=2"',
    ],
    ['{effect=read}\nkubectl get pods –n shop', '{effect=read}\nkubectl get pods -n shop'],
    ['{effect=read}\nkubectl get pods \\ \n  -n shop', '{effect=read}\nkubectl get pods \\\n  -n shop'],
    ['{effect=read}\nkubectl get pods\n  -n shop', '{effect=read}\nkubectl get pods \\\n  -n shop'],
    ['{effect=read}\nexport A=$(cat x)\necho "$A"', '{effect=read}\nA=$(cat x)\nexport A\necho "$A"'],
    ['{effect=read}\ncurl -s https://a.example.com', '{effect=read}\ncurl --fail -s https://a.example.com'],
    ['{effect=read}\noc top nodes', '{effect=read}\noc adm top nodes'],
  ])('of %s', (code, wanted) => {
    expect(fixed(code)).toBe(inStep('bash', wanted) + looked);
    expect(found(inStep('bash', wanted) + looked)).toEqual([]);
  });
});

describe("the project's own runbooks", () => {
  const folder = resolve(import.meta.dirname, '../../../runbooks');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

  it.each(files)('have no finding: %s', (name) => {
    expect(found(readFileSync(resolve(folder, name), 'utf8'))).toEqual([]);
  });
});
