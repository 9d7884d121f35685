/**
 * The program's first file. It is read by any Node, so it can say that this one is too old; the compiled code is cached
 * in the person's own cache folder, never in a temporary one that others may write to.
 */
export function launcher(oldestNode: string): string {
  const [major, minor] = oldestNode.split('.');
  return `#!/usr/bin/env node
import module from 'node:module';

const { env, versions } = process;
const [major, minor] = versions.node.split('.').map(Number);
if (major < ${major} || (major === ${major} && minor < ${minor})) {
  process.stderr.write(\`runbook needs Node ${oldestNode} or newer; this is \${versions.node}.\\n\`);
  process.exitCode = 2;
} else {
  const caches = env.XDG_CACHE_HOME || (env.HOME && env.HOME + '/.cache');
  if (env.NODE_COMPILE_CACHE || caches) module.enableCompileCache?.(env.NODE_COMPILE_CACHE || caches + '/runbook');
  await import('./main.js');
}
`;
}
