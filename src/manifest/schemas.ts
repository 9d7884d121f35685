import { AnalysisRun as analysisRun } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisRun';
import { AnalysisTemplate as analysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';
import { ClusterAnalysisTemplate as clusterAnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/ClusterAnalysisTemplate';
import { Experiment as experiment } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Experiment';
import { Rollout as rollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout';
import { DaemonSet as daemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Deployment as deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet as statefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler as autoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { CronJob as cronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job as job } from 'kubernetes-models/batch/v1/Job';
import { PodDisruptionBudget as disruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap as configMap } from 'kubernetes-models/v1/ConfigMap';
import { Pod as pod } from 'kubernetes-models/v1/Pod';
import { Secret as secret } from 'kubernetes-models/v1/Secret';
import { Service as service } from 'kubernetes-models/v1/Service';
import { type CheckObject, type Model, strictly } from './check-strictly.ts';
import { flaggerKinds } from './flagger.ts';

const models: Readonly<Record<string, Model>> = {
  'apps/v1 DaemonSet': daemonSet,
  'apps/v1 Deployment': deployment,
  'apps/v1 StatefulSet': statefulSet,
  'autoscaling/v2 HorizontalPodAutoscaler': autoscaler,
  'batch/v1 CronJob': cronJob,
  'batch/v1 Job': job,
  'v1 ConfigMap': configMap,
  'v1 Pod': pod,
  'v1 Secret': secret,
  'v1 Service': service,
  'policy/v1 PodDisruptionBudget': disruptionBudget,
  'argoproj.io/v1alpha1 AnalysisRun': analysisRun,
  'argoproj.io/v1alpha1 AnalysisTemplate': analysisTemplate,
  'argoproj.io/v1alpha1 ClusterAnalysisTemplate': clusterAnalysisTemplate,
  'argoproj.io/v1alpha1 Experiment': experiment,
  'argoproj.io/v1alpha1 Rollout': rollout,
};

/** How objects of a kind are checked; undefined for a kind that nobody here knows. */
export function checkFor(apiVersion: string, kind: string): CheckObject | undefined {
  if (apiVersion === 'flagger.app/v1beta1') return flaggerKinds.get(kind);
  const name = `${apiVersion} ${kind}`;
  const model = Object.hasOwn(models, name) ? models[name] : undefined;
  return model === undefined ? undefined : strictly(model);
}
