import type { Options } from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import { themes } from 'prism-react-renderer';
import { rehypeHarmless } from '../src/docusaurus/rehype-harmless';

const repositoryUrl = 'https://github.com/runbook-as-code/runbook/blob/main';

export default {
  title: 'runbook',
  tagline: 'Runbooks as code: run, rehearse and publish the same Markdown file',
  url: 'https://runbook-as-code.example',
  baseUrl: '/',
  favicon: 'favicon.svg',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  markdown: { format: 'detect', hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  presets: [
    [
      'classic',
      {
        docs: { path: 'docs', routeBasePath: 'docs', rehypePlugins: [rehypeHarmless] },
        blog: false,
        theme: { customCss: './src/site.css' },
      } satisfies Options,
    ],
  ],
  plugins: [['../dist/docusaurus/entry.cjs', { repositoryUrl, onInvalidRunbooks: 'throw' }]],
  themes: [
    [
      '@easyops-cn/docusaurus-search-local',
      {
        hashed: true,
        indexBlog: false,
        docsRouteBasePath: ['docs', 'runbooks'],
        docsDir: ['docs', '../runbooks'],
        highlightSearchTermsOnTargetPage: false,
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'runbook',
      items: [
        { to: '/runbooks', label: 'Runbooks', position: 'left' },
        { to: '/docs/tutorial', label: 'Documentation', position: 'left' },
      ],
    },
    // Those of the others have comments that can hardly be read.
    prism: { theme: themes.vsLight, darkTheme: themes.vsDark, additionalLanguages: ['bash', 'http'] },
  },
} satisfies Config;
