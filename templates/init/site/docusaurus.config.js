/** @type {import('@docusaurus/types').Config} */
module.exports = {
  title: 'Runbooks',
  url: 'https://runbooks.example.com',
  baseUrl: '/',
  future: { v4: true, faster: true },
  markdown: { format: 'detect' },
  presets: [['classic', { docs: false, blog: false, theme: { customCss: './site.css' } }]],
  plugins: ['runbook-as-code/docusaurus'],
  themes: [
    [
      '@easyops-cn/docusaurus-search-local',
      {
        hashed: true,
        indexBlog: false,
        docsRouteBasePath: ['runbooks'],
        docsDir: ['../runbooks'],
        docsPluginIdForPreferredVersion: 'runbooks',
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: { title: 'Runbooks', items: [{ to: '/runbooks', label: 'All runbooks' }] },
    prism: { additionalLanguages: ['bash', 'http'] },
  },
};
