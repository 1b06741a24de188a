// The walls between the parts of the house, as rules over the import graph. `npm run check` runs them and counts the files read.
const product = '^(kernel|ui|modules|apps)/';
const tests = '\\.test\\.tsx?$|(^|/)testing/|(/|\\.)testing\\.tsx?$|^apps/server/walls/';
const browser = '^apps/(desk|wall)/|^ui/(staff|islands|enhance)/|^modules/.*\\.(desk|island|wall)\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment:
        'Two files that import each other cannot be understood or tested apart: move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-knows-no-module',
      comment:
        'The kernel stands below all modules: pass what it needs through the manifest (kernel/module).',
      severity: 'error',
      from: { path: '^kernel/', pathNot: tests },
      to: { path: '^(modules|apps|simulators)/' },
    },
    {
      name: 'ui-knows-no-module',
      comment: 'ui/ draws what it is given: pass data as props.',
      severity: 'error',
      from: { path: '^ui/' },
      to: { path: '^(modules|apps|simulators)/' },
    },
    {
      name: 'modules-know-no-app',
      comment: 'Arrows point apps → modules → kernel: an app composes, a module never asks for an app.',
      severity: 'error',
      from: { path: '^modules/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-contracts-of-other-modules',
      comment:
        "Another module is reached through its contract ('@city/other'), its events, or an own projection; never its files.",
      severity: 'error',
      from: { path: '^modules/([^/]+)/' },
      to: {
        path: '^modules/([^/]+)/',
        pathNot: ['^modules/$1/', '^modules/[^/]+/(contract|module)\\.ts$'],
      },
    },
    {
      name: 'only-tests-compose-another-module',
      comment:
        "A test may start the city with the module it needs (its manifest, '@city/other/module'); the product composes in apps/server alone.",
      severity: 'error',
      from: { path: '^modules/([^/]+)/', pathNot: tests },
      to: { path: '^modules/[^/]+/module\\.ts$', pathNot: '^modules/$1/' },
    },
    {
      name: 'only-the-composition-names-modules',
      comment:
        "Only apps/server/city.ts (and the staff apps' lists of screens) may name modules, so that a module can be removed in one place.",
      severity: 'error',
      from: { path: '^apps/', pathNot: ['^apps/server/city\\.ts$', '^apps/(desk|wall)/', tests] },
      to: { path: '^modules/' },
    },
    {
      name: 'simulators-stay-outside',
      comment: 'Simulators play the outside world: only the demo (apps/cli) and tests start them.',
      severity: 'error',
      from: { path: product, pathNot: ['^apps/cli/', tests] },
      to: { path: '^simulators/' },
    },
    {
      name: 'product-needs-no-test-help',
      comment: 'Code that runs in the city must not import tests, test helpers, benches, drills or journeys.',
      severity: 'error',
      from: { path: product, pathNot: [tests, '^kernel/database/embedded'] },
      to: { path: ['^(bench|drills|journeys)/', '\\.test\\.tsx?$', '^kernel/testing/'] },
    },
    {
      name: 'no-relative-way-out-of-kernel-or-ui',
      comment:
        "Name the workspace ('@city/kernel/…') instead of climbing out of it: only names are held by the package walls.",
      severity: 'error',
      from: { path: '^(kernel|ui)/' },
      to: {
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
        pathNot: ['^$1/', '^city/'],
      },
    },
    {
      name: 'no-relative-way-out-of-a-workspace',
      comment:
        "Name the workspace ('@city/…') instead of climbing out of it: only names are held by the package walls.",
      severity: 'error',
      from: { path: '^((?:modules|apps|simulators)/[^/]+)/' },
      to: {
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
        pathNot: ['^$1/', '^city/'],
      },
    },
    {
      name: 'browser-code-stays-light',
      comment:
        'Code for the browser must not import server parts (types excepted): ask the server over HTTP.',
      severity: 'error',
      from: { path: browser, pathNot: tests },
      to: {
        path: '^kernel/(access|config|database|errors|events|files|http|jobs|live|log|module|notify|trail|webhooks)/|^apps/server/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'browser-code-has-no-node',
      comment: 'The browser has no node: modules.',
      severity: 'error',
      from: { path: browser, pathNot: [tests, 'vite\\.config\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'The import names a file or package that is not there.',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: ['\\?(url|raw|worker|inline)$', '^virtual:', '^(geojson|topojson-specification)$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules/(?!@city)|\\.build/|\\.city/|\\.test/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
