/** @type {import('@docusaurus/types').Config} */
module.exports = {
  title: 'Runbooks',
  url: 'https://runbooks.example.com',
  baseUrl: '/',
  favicon: 'favicon.svg',
  future: { v4: true, faster: true },
  markdown: { format: 'detect' },
  presets: [['classic', { docs: false, blog: false, theme: { customCss: './site.css' } }]],
  // The runbooks are the site: the list of all of them is its first page.
  plugins: [['runbook-as-code/docusaurus', { routeBasePath: '/' }]],
  themes: [
    [
      '@easyops-cn/docusaurus-search-local',
      {
        hashed: true,
        indexBlog: false,
        docsRouteBasePath: ['/'],
        docsDir: ['../runbooks'],
        docsPluginIdForPreferredVersion: 'runbooks',
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: { title: 'Runbooks', items: [{ to: '/', label: 'All runbooks', activeBaseRegex: '^/$' }] },
    prism: { additionalLanguages: ['bash', 'http'] },
  },
};
