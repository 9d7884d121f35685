/** One container under the name of the Deployment, with an image of that version. */
export function deploymentOf(name: string, version: string) {
  const labels = { app: name };
  const container = { name, image: `registry.example.com/${name}:${version}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}
