import type { ShellWord } from '../shell/shell-script.ts';
import { positionalsOf } from './words.ts';

/** Operations of AWS that begin like reads and write a file or hand out a key. */
const notReads =
  /^(get-object|get-object-torrent|get-export|get-sdk|get-job-output|get-secret-value|get-login|get-login-password|get-authorization-token|get-session-token|get-federation-token|get-password-data|get-random-password)$/;

/** `aws SERVICE describe-…|list-…|get-…` with nothing behind it but options. */
export function isAwsRead(args: readonly ShellWord[]): boolean {
  const [service, verb] = positionalsOf('aws', args);
  if (service === undefined || verb === undefined || hasLooseWordBefore(args, verb)) return false;
  if (service === 's3') return verb === 'ls';
  if (service === 'logs' && /^(filter-log-events|tail)$/.test(verb)) return true;
  return /^[a-z0-9-]+$/.test(service) && /^(describe|list|get)-[a-z0-9-]+$/.test(verb) && !notReads.test(verb);
}

const groups: Readonly<Record<string, ReadonlySet<string>>> = {
  gcloud: new Set(
    `compute container sql run functions pubsub logging projects config iam dns storage auth artifacts builds redis
    instances clusters node-pools databases backups operations services revisions topics subscriptions disks images
    zones regions networks subnets firewall-rules addresses forwarding-rules backend-services health-checks routes
    service-accounts roles managed-zones record-sets buckets repositories configurations instance-groups managed
    snapshots machine-types components secrets versions monitoring dashboards`.split(/\s+/),
  ),
  az: new Set(
    `vm aks acr group network nic account sql server db monitor storage webapp resource vmss nodepool vnet nsg lb
    public-ip container app functionapp redis cosmosdb postgres flexible-server mysql activity-log metrics alert
    role assignment ad location deployment repository manifest disk snapshot image dns zone record-set`.split(/\s+/),
  ),
};

/** `gcloud compute instances list`: known groups and then a verb that reads. */
export function isGroupedRead(program: 'gcloud' | 'az'): (args: readonly ShellWord[]) => boolean {
  return (args) => {
    const words = positionalsOf(program, args);
    const at = words.findIndex((word) => !groups[program]?.has(word));
    const verb = words[at] ?? '';
    return at > 0 && /^(list|describe|show|read|get-value|list-[a-z-]+)$/.test(verb) && !hasLooseWordBefore(args, verb);
  };
}

/** A variable before the verb could become another verb. */
function hasLooseWordBefore(args: readonly ShellWord[], verb: string): boolean {
  const at = args.findIndex((word) => word.literal === verb);
  return args.slice(0, at).some((word) => word.literal === undefined && word.divides);
}
