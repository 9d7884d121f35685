/** What a workload of the tests is made of. */
export interface Made {
  readonly image: string;
  readonly replicas?: number;
  /** How its pods fail, such as `ImagePullBackOff`; without it they start. */
  readonly stuck?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What its tag leads to, where there is a registry; without it one is made up from the name of the image. */
  readonly digest?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Added to the pod's own. */
  readonly pod?: Readonly<Record<string, unknown>>;
  readonly container?: Readonly<Record<string, unknown>>;
}

export const app = 'payment-processor';

export function deployment(made: Made): object {
  return workload('Deployment', made);
}

export function statefulSet(made: Made): object {
  const { spec, ...rest } = made;
  return workload('StatefulSet', { ...rest, spec: { serviceName: app, ...spec } });
}

export function daemonSet(made: Made): object {
  return workload('DaemonSet', { ...made, spec: { replicas: undefined, ...made.spec } });
}

/** With a canary that pauses until it is promoted. */
export function rollout(made: Made): object {
  const steps = [{ setWeight: 50 }, { pause: {} }];
  const strategy = { canary: { steps } };
  return { ...workload('Rollout', { ...made, spec: { strategy, ...made.spec } }), apiVersion: 'argoproj.io/v1alpha1' };
}

function workload(
  kind: string,
  { image, replicas = 3, stuck, env, digest, annotations, spec, pod, container }: Made,
): object {
  const labels = { app };
  const variables = Object.entries(env ?? {}).map(([name, value]) => ({ name, value }));
  const containers = [{ name: app, image, env: variables, ...container }];
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: app, annotations },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: {
          ...(digest === undefined ? {} : { annotations: { 'runbook.test/digest': digest } }),
          labels: { ...labels, ...(stuck === undefined ? {} : { 'runbook.test/stuck': stuck }) },
        },
        spec: { containers, ...pod },
      },
      ...spec,
    },
  };
}

/** Of a registry that nobody answers for: that nothing can be said of its images must hold up no rollback. */
export const imageOf = (version: string) => `127.0.0.1:9/payments/${app}:${version}`;
