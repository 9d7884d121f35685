// What is used of the site's own modules, which only the site has.

declare module '@mdx-js/react' {
  import type { ComponentType, ReactNode } from 'react';
  export const MDXProvider: ComponentType<{ components: Record<string, unknown>; children?: ReactNode }>;
}

declare module '@docusaurus/useBrokenLinks' {
  export default function useBrokenLinks(): { collectAnchor(id: string): void };
}

declare module '@docusaurus/router' {
  export function useLocation(): { readonly hash: string };
}

declare module '@docusaurus/Link' {
  import type { ComponentType, ReactNode } from 'react';

  const Link: ComponentType<{ to: string; className?: string; children?: ReactNode }>;
  export default Link;
}

declare module '@theme/CodeBlock' {
  import type { ComponentType } from 'react';

  const CodeBlock: ComponentType<{ language?: string; metastring?: string; title?: string; children: string }>;
  export default CodeBlock;
}

declare module '@theme/DocItem' {
  import type { ComponentType } from 'react';

  const DocItem: ComponentType<Record<string, unknown>>;
  export default DocItem;
}

declare module '@theme/Layout' {
  import type { ComponentType, ReactNode } from 'react';

  const Layout: ComponentType<{ title?: string; description?: string; children?: ReactNode }>;
  export default Layout;
}
