import { positionalsOf } from '../../classify/words.ts';
import { suggestedFix } from '../../diagnostics/fix.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Rule } from '../rule.ts';

const kubectl =
  'annotate api-resources api-versions apply attach auth autoscale certificate cluster-info completion config cordon cp create debug delete describe diff drain edit events exec explain expose get kustomize label logs options patch plugin port-forward proxy replace rollout run scale set taint top uncordon version wait alpha';
const oc =
  'adm annotate api-resources api-versions apply attach auth autoscale cancel-build cluster-info completion config cp create debug delete describe diff edit events exec explain expose extract get get-token help idle image import-image kustomize label login logout logs new-app new-build new-project observe options patch plugin policy port-forward process project projects proxy registry replace rollback rollout rsh rsync run scale secrets serviceaccounts set start-build status tag version wait whoami';
const helm =
  'completion create dependency dep env get help history hist install lint list ls package plugin pull fetch push registry repo rollback search show inspect status template test uninstall un del delete upgrade verify version';
const systemctl =
  'list-units list-automounts list-paths list-sockets list-timers is-active is-failed status show cat help list-dependencies start stop reload restart try-restart reload-or-restart try-reload-or-restart isolate kill clean freeze thaw set-property bind mount-image service-log-level service-log-target reset-failed whoami list-unit-files enable disable reenable preset preset-all is-enabled mask unmask link revert add-wants add-requires edit get-default set-default list-machines list-jobs cancel show-environment set-environment unset-environment import-environment daemon-reload daemon-reexec log-level log-target service-watchdogs is-system-running default rescue emergency halt poweroff reboot kexec soft-reboot exit switch-root sleep suspend hibernate hybrid-sleep suspend-then-hibernate condrestart';

const subcommands: Readonly<Record<string, ReadonlySet<string>>> = {
  kubectl: new Set(kubectl.split(' ')),
  oc: new Set(oc.split(' ')),
  helm: new Set(helm.split(' ')),
  systemctl: new Set(systemctl.split(' ')),
};

/** What `oc` has only below `oc adm`. */
const belowAdm: ReadonlySet<string> = new Set([
  'drain',
  'cordon',
  'uncordon',
  'top',
  'taint',
  'certificate',
  'must-gather',
  'upgrade',
  'prune',
]);

export const invalidSubcommand: Rule = {
  code: 'invalid-subcommand',
  preset: 'recommended',
  on: 'script',
  title: 'A program has no such subcommand.',
  why: `A word was misspelt, or kubectl was replaced by oc in a whole document, where \`drain\`, \`top\` and \`uncordon\` stand below \`oc adm\`.
The command fails in the middle of the step. Plugins of kubectl have names of their own: switch the rule off for them.`,
  bad: { as: 'bash', text: 'oc drain node-1' },
  good: { as: 'bash', text: 'oc adm drain node-1' },
  *check({ invocations, placeOf, rangeOf }) {
    for (const { program, args, nested } of invocations) {
      const known = Object.hasOwn(subcommands, program) ? subcommands[program] : undefined;
      const [verb] = positionalsOf(program, args);
      if (known === undefined || verb === undefined || known.has(verb) || !/^[a-z][a-z-]*$/.test(verb)) continue;
      const isAdm = program === 'oc' && belowAdm.has(verb);
      const guess = isAdm ? `adm ${verb}` : nearest(verb, [...known]);
      // A plugin may have any name; only what is close to a subcommand is surely meant as one.
      if (guess === undefined && /^(?:kubectl|helm)$/.test(program)) continue;
      const word = args.find(({ literal }) => literal === verb);
      if (word === undefined || (program !== 'oc' && guess !== undefined && guess.length < 3)) continue;
      const place = placeOf(word.position, verb);
      yield {
        place,
        message: `${program} has no subcommand "${verb}", so that the step fails here.`,
        hint: guess === undefined ? `${program} --help lists them.` : `Did you mean "${program} ${guess}"?`,
        ...(guess === undefined || nested
          ? {}
          : {
              fix: suggestedFix(`Write ${guess}`, {
                place: rangeOf(word.position.offset, word.position.offset + word.text.length),
                text: guess,
              }),
            }),
      };
    }
  },
};
