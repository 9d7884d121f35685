const reactions = ['ignore', 'log', 'warn', 'throw'] as const;

/** What a site may say of its runbooks, beside every option of Docusaurus's own docs plugin. */
export interface RunbookOptions {
  /** Of this instance among the docs of the site. */
  readonly id?: string;
  /** The folder of the runbooks, from the folder of the site; `runbooks` there, else beside it. */
  readonly path?: string;
  readonly routeBasePath?: string;
  /** Where the repository is read, such as `https://github.com/acme/shop/blob/main`: links that leave the folder lead there. */
  readonly repositoryUrl?: string;
  /** What is done about a runbook that `runbook run` would refuse: as with Docusaurus's broken links. */
  readonly onInvalidRunbooks?: (typeof reactions)[number];
  /** Whether what `runbook lint` calls an error is said as well; it is. */
  readonly lint?: boolean;
  readonly [other: string]: unknown;
}

/** The options that are ours; the rest is the docs plugin's. */
export function dividedOptions(options: RunbookOptions) {
  const { repositoryUrl, onInvalidRunbooks = 'warn', lint = true, ...docs } = options;
  refuseOther('onInvalidRunbooks', onInvalidRunbooks, reactions);
  refuseOther('lint', lint, [true, false]);
  if (repositoryUrl !== undefined && !/^https?:\/\//.test(String(repositoryUrl)))
    throw new Error(`runbook-as-code/docusaurus: repositoryUrl is "${repositoryUrl}", which is no http address`);
  return { ours: { repositoryUrl, onInvalidRunbooks, lint }, docs };
}

/** A word that nobody knows must not switch a check off. */
function refuseOther(name: string, value: unknown, known: readonly unknown[]): void {
  if (known.includes(value)) return;
  throw new Error(`runbook-as-code/docusaurus: ${name} is "${String(value)}"; it is one of ${known.join(', ')}`);
}
