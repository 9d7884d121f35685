import type { ShellWord } from '../shell/shell-script.ts';
import { mayBecomeOption } from './may-become.ts';
import { positionalsOf } from './words.ts';

/** Services none of whose reads writes a file, but for those named below. */
const services: ReadonlySet<string> = new Set(
  `acm apigateway application-autoscaling athena autoscaling backup batch ce cloudformation cloudtrail cloudwatch
  codebuild codedeploy codepipeline configservice docdb dynamodb ec2 ecr ecs efs eks elasticache elasticbeanstalk elb
  elbv2 emr es events firehose glue guardduty health iam kafka kinesis kms lambda logs mq neptune opensearch
  organizations rds redshift resourcegroupstaggingapi route53 s3api scheduler secretsmanager service-quotas sesv2 sns
  sqs ssm stepfunctions sts wafv2`.split(/\s+/),
);

/** Operations that begin like reads and write a file or hand out a key. */
const notReads =
  /^(get-object|get-object-annotation|get-object-torrent|get-export|get-sdk|get-secret-value|get-data-access)$|password|token|credential|login|client-secret/;

/** `aws SERVICE describe-…|list-…|get-…` with nothing behind it but options. */
export function isAwsRead(args: readonly ShellWord[]): boolean {
  const [service, verb] = positionalsOf('aws', args);
  if (service === undefined || verb === undefined || !variablesAreValues(args)) return false;
  if (service === 's3') return verb === 'ls';
  if (service === 'logs' && /^(filter-log-events|tail)$/.test(verb)) return true;
  return services.has(service) && /^(describe|list|get)-[a-z0-9-]+$/.test(verb) && !notReads.test(verb);
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

const handsOutKeys = /key|connection|credential|publishing|secret|password|token/;

/** `gcloud compute instances list`: known groups and then a verb that reads. */
export function isGroupedRead(program: 'gcloud' | 'az'): (args: readonly ShellWord[]) => boolean {
  return (args) => {
    const words = positionalsOf(program, args);
    const at = words.findIndex((word) => !groups[program]?.has(word));
    const verb = words[at] ?? '';
    const reads = /^(list|describe|show|read|get-value|list-[a-z-]+)$/.test(verb) && !handsOutKeys.test(verb);
    return at > 0 && reads && variablesAreValues(args);
  };
}

/** A variable that is no option's value could become another verb, an option or a file to write. */
function variablesAreValues(args: readonly ShellWord[]): boolean {
  return args.every((word, index) => {
    if (!mayBecomeOption(word)) return true;
    return !word.divides && /^--?[a-z][a-z-]*$/.test(args[index - 1]?.literal ?? '');
  });
}
