/** What a person or a file of the project says of a component, each of which becomes a part of commands and of YAML. */
export type FactName =
  | 'workload'
  | 'container'
  | 'image'
  | 'namespace'
  | 'selector'
  | 'service-url'
  | 'prometheus'
  | 'migrations'
  | 'owner'
  | 'health-path';

interface Shape {
  readonly pattern: RegExp;
  readonly example: string;
}

const label = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const url: Shape = {
  // Without a name and a password: the file goes to Git.
  pattern:
    /^https?:\/\/(?:[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?(?:\/[\w.~%/+-]*)?$/,
  example: 'https://shop.example.com',
};

const shapes: Readonly<Record<FactName, Shape>> = {
  workload: {
    pattern: new RegExp(`^(?:deployment|statefulset|daemonset|rollout)/${label}(?:\\.${label})*$`),
    example: 'deployment/shop',
  },
  container: { pattern: new RegExp(`^${label}$`), example: 'server' },
  image: {
    pattern: /^[A-Za-z0-9](?:[-.A-Za-z0-9]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[a-z0-9]+(?:[-._]+[a-z0-9]+)*)*$/,
    example: 'registry.example.com/shop',
  },
  namespace: { pattern: new RegExp(`^${label}$`), example: 'production' },
  selector: {
    pattern: /^(?:[A-Za-z0-9](?:[\w./-]*[A-Za-z0-9])?=[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:,|$))+(?<!,)$/,
    example: 'app=shop',
  },
  'service-url': url,
  prometheus: { ...url, example: 'http://prometheus:9090' },
  migrations: { pattern: /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.][\w./-]*$/, example: 'db/migrations' },
  owner: { pattern: /^(?!(?:true|false|null|yes|no|on|off)$)\p{L}[\p{L}\p{N} ._@/+-]*$/iu, example: 'payments' },
  'health-path': { pattern: /^\/[\w.~%/+-]*$/, example: '/health' },
};

/** Whether it is nothing but what it should be: nothing in it that a shell or YAML would read as something else. */
export function isFact(name: FactName, text: string): boolean {
  return shapes[name].pattern.test(text);
}

export function exampleOf(name: FactName): string {
  return shapes[name].example;
}

/** The repository of an image: without its tag and its digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/s, '').replace(/:[^:/]*$/, '');
}
