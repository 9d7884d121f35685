import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Disposition } from '../../../src/runbook/disposition.ts';
import { runbookOf, shellAction } from './shell-action.ts';

const parse = await loadShellParser({ asks: 'never' });

function judge(source: string, language = 'bash'): Disposition | undefined {
  return classify(runbookOf([shellAction(source, { language })]), parse).dispositions.get('step.1');
}

const isAllowListed = (source: string): boolean => {
  const disposition = judge(source);
  return disposition?.may === 'run' && disposition.allowListed;
};

const read = fc.constantFrom(
  'kubectl get pods -n shop',
  'df -h',
  'runbook app history deployment/cart -n shop',
  'runbook app wait cart --timeout 4m',
  'git branch --show-current',
  'grep -c x list.txt',
  'cat a.txt',
  "awk '{ print $1 }' a.txt",
  'true',
  'echo done',
);
const outsideTheList = fc.constantFrom(
  'runbook app undo deployment/cart',
  'runbook app restart cart',
  'runbook run other.md',
  'rm -rf a',
  'cartctl wipe',
  './ls',
  'kubectl delete pod a',
  'kubectl exec a -- ls',
  'git checkout main',
  'git status',
  'curl -XPOST https://shop.example',
  'sudo ls',
  "sh -c 'ls'",
  'eval ls',
  'tee a',
  'sed -i s/a/b/ c',
  'find . -delete',
  'xargs rm',
  'python3 a.py',
);
const writing = fc.constantFrom('> a.txt', '>> a.txt', '2> a.txt', '&> a.txt', '>| a.txt', '>& a.txt', '1<> a.txt');

/** Ways in which one command can stand among reads. */
const around = fc.constantFrom<(read: string, other: string) => string>(
  (a, b) => `${a}\n${b}`,
  (a, b) => `${b}\n${a}`,
  (a, b) => `${a} | ${b}`,
  (a, b) => `${b} | ${a}`,
  (a, b) => `${a} && ${b}`,
  (a, b) => `${a} || ${b}`,
  (a, b) => `${a}; ${b}`,
  (a, b) => `echo "$(${b})"; ${a}`,
  (a, b) => `echo \`${b}\`; ${a}`,
  (a, b) => `cat <(${b}); ${a}`,
  (a, b) => `if ${a}; then ${b}; fi`,
  (a, b) => `if ${b}; then ${a}; fi`,
  (a, b) => `for x in 1 2; do ${b}; done; ${a}`,
  (a, b) => `f() { ${b}; }; ${a}; f`,
  (a, b) => `( ${a}; ${b} )`,
  (a, b) => `{ ${b}; }; ${a}`,
  (a, b) => `X=$(${b}); ${a}`,
  (a, b) => `case 1 in 1) ${b};; esac; ${a}`,
  (a, b) => `[ "$(${b})" = x ]; ${a}`,
  (a, b) => `cat <<EOF\n$(${b})\nEOF\n${a}`,
  (a, b) => `echo "\${X:-$(${b})}"; ${a}`,
  (a, b) => `cat <<EOF\n\`${b}\`\nEOF\n${a}`,
  (a, b) => `echo \${X:-\`${b}\`}; ${a}`,
  (a, b) => `echo "\${HOME#\`${b}\`}"; ${a}`,
  (a, b) => `! ${b}; ${a}`,
  (a, b) => `time ${b}; ${a}`,
  (a, b) => `timeout 5 ${b}; ${a}`,
  (a, b) => `(( x = $(${b}) )); ${a}`,
  (a, b) => `$ ${a}\n$ ${b}`,
);

it('the reads by themselves are allow-listed', () => {
  fc.assert(fc.property(fc.array(read, { minLength: 1, maxLength: 4 }), (reads) => isAllowListed(reads.join('\n'))));
});

it('a command outside the list is never allow-listed, wherever it stands', () => {
  fc.assert(
    fc.property(read, outsideTheList, around, (a, b, place) => !isAllowListed(place(a, b))),
    { numRuns: 600 },
  );
});

it('a redirection to a file is never allow-listed, wherever it stands', () => {
  fc.assert(
    fc.property(read, read, writing, around, (a, b, to, place) => !isAllowListed(place(a, `${b} ${to}`))),
    { numRuns: 600 },
  );
});

const fragment = fc.constantFrom(
  ...' \n $ | & ; < > ( ) { } [ ] " \' ` \\ # ! * ? ~ = - << EOF <<EOF $( ${ $x <pod-name> ... rm ls kubectl get delete psql ssh SELECT if then fi for do done constructor toString __proto__ ü 🚀 \u0000'.split(
    ' ',
  ),
  ' ',
  '\n',
);

it('any text whatever is judged without a throw, and its lines are kept when it runs', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('bash', 'console', ''), (source, language) => {
      const disposition = judge(source, language);
      expect(disposition).toBeDefined();
      if (disposition?.may === 'run') expect(disposition.script.split('\n').length).toBe(source.split('\n').length);
    }),
    { numRuns: 600 },
  );
});
