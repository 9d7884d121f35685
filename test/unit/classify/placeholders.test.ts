import { expect, it } from 'vitest';
import { findPlaceholders } from '../../../src/classify/find-placeholders.ts';

const found = (script: string) => findPlaceholders(script).map(({ text, quoting }) => `${quoting} ${text}`);

it.each([
  ['kubectl logs <pod-name> -n <namespace>', ['none <pod-name>', 'none <namespace>']],
  ['echo "<pod name>"', ['double <pod name>']],
  ['echo "$(kubectl get <pod>)"', ['none <pod>']],
  ["echo '<pod-name>'", ['single <pod-name>']],
  ['cat <<EOF\n<pod-name>\nEOF\nls <dir>', ['here-document <pod-name>', 'none <dir>']],
  ['export TOKEN=YOUR_API_TOKEN', ['none YOUR_API_TOKEN']],
  ['helm upgrade your-release', ['none your-release']],
  ['kubectl get pods -n {{ namespace }}', ['none {{ namespace }}']],
  ['kubectl get pods -n [namespace]', ['none [namespace]']],
  ['kubectl get pods ...', ['none ...']],
  ['curl https://<host>/health', ['none <host>']],
  ['# <pod-name>', []],
  ["grep '<title>' index.html", []],
  ["docker ps --format '{{.Names}}'", []],
  ['docker ps --format "{{json .}}" --filter "{{.ID}}"', []],
  ['sort < in > out', []],
  ['diff <(sort a) <(sort b)', []],
  ['cat <<EOF\n<b>bold</b>\nEOF', []],
  ["awk '$1<5 && $2>3' file", []],
  ['ls [abc]* && [ -f x ]', []],
  ['git diff main...topic && go test ./...', []],
  ['echo $YOUR_TOKEN ${MY_NAME}', []],
])('placeholders of %j', (script, expected) => expect(found(script)).toEqual(expected));
