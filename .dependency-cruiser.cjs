/** Where the rooms of the house may look. Each comment is the message a breach prints. */
const anyOf = (...names) => `^src/(${names.join('|')})/`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-imports-zod-only',
      comment: 'The contract runs in the browser and on the server: it may import zod and itself.',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^src/contract/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'client-does-not-see-the-server',
      comment: 'The client knows the server through the contract alone, types included.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: anyOf('server', 'sandbox') },
    },
    {
      name: 'server-does-not-see-the-client',
      comment: 'The server knows the client through the contract alone, types included.',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: '^src/client/' },
    },
    {
      name: 'no-node-in-the-client',
      comment: 'Node modules do not exist in a browser.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'client-features-stand-apart',
      comment: 'Client features meet in client/app, in the URL or in the contract.',
      severity: 'error',
      from: { path: '^src/client/(users|session|training|jobs|trash|audit|operators|views)/' },
      to: {
        path: '^src/client/(users|session|training|jobs|trash|audit|operators|views|app)/',
        pathNot: '^src/client/$1/',
      },
    },
    {
      name: 'client-ground-knows-no-feature',
      comment: 'api, table, ui and messages serve every feature, so they know none.',
      severity: 'error',
      from: { path: '^src/client/(api|table|ui|messages)/' },
      to: { path: '^src/client/(users|session|training|jobs|trash|audit|operators|views|app)/' },
    },
    {
      name: 'ui-knows-no-domain',
      comment: 'ui and table know neither the network nor the domain.',
      severity: 'error',
      from: { path: '^src/client/(ui|table)/' },
      to: { path: '^src/(contract|client/api)/' },
    },
    {
      name: 'server-features-stand-apart',
      comment: 'app.ts hands server features what they need from each other.',
      severity: 'error',
      from: { path: '^src/server/(users|session|training|apps|jobs|audit|operators|views)/' },
      to: {
        path: '^src/server/(users|session|training|apps|jobs|audit|operators|views)/',
        pathNot: '^src/server/$1/',
      },
    },
    {
      name: 'server-ground-knows-no-feature',
      comment: 'http, stream and store serve every feature, so they know none.',
      severity: 'error',
      from: { path: '^src/server/(http|stream|store)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/server/(users|session|training|apps|jobs|audit|operators|views)/' },
    },
    {
      name: 'only-stream-speaks-to-stream',
      comment: 'undici is the door to Stream; it opens in server/stream alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/server/stream/', '\\.test\\.ts$'] },
      to: { path: '(^|/)node_modules/undici/' },
    },
    {
      name: 'only-store-knows-sql',
      comment: 'The database drivers and kysely are known in server/store alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/server/store/', '\\.test\\.ts$'] },
      to: { path: '(^|/)node_modules/(kysely|pg|@electric-sql/pglite)/' },
    },
    {
      name: 'sandbox-imports-nothing-of-ours',
      comment: 'The sandbox has its own types, so a wrong idea on one side turns a test red.',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^(src|e2e|bench)/', pathNot: '^src/sandbox/' },
    },
    {
      name: 'nobody-imports-the-sandbox',
      comment: 'The sandbox is a process reached over HTTP, as Stream is.',
      severity: 'error',
      from: { pathNot: '^src/sandbox/' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'no-drawers',
      comment: 'Name a file after its topic, not utils, helpers, common, lib, misc or shared.',
      severity: 'error',
      from: {},
      to: {
        path: '/(util|utils|helper|helpers|common|lib|misc|shared|index)(/|[.]tsx?$)',
        pathNot: '(^|/)node_modules/',
      },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means two files that are one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'What only tests need stays in tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$|^src/server/store/test-databases\\.ts$' },
      to: { path: '\\.test\\.tsx?$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dev-dependencies-in-the-product',
      comment:
        'The product must run without development dependencies (the build and its tests may use them).',
      severity: 'error',
      from: {
        path: '^src/(contract|client|server|sandbox)/',
        pathNot: '\\.test\\.tsx?$|^src/server/store/test-databases\\.ts$',
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|data|reports)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
