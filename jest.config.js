const root = __dirname;

/** What both kinds of test share; the e2e tests have a file of their own. */
const common = {
	rootDir: root,
	testEnvironment: 'node',
	// The machines are noisy: a test is never failed for being slow, only for hanging.
	testTimeout: 60_000,
	setupFiles: ['<rootDir>/test/support/quietLogs.ts'],
	transform: {
		'^.+\\.[jt]s$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
				module: { type: 'commonjs' },
			},
		],
	},
	// `X.node` alone would find the codex X.node.json, so node files are imported as X.node.js.
	moduleNameMapper: { '^(\\.{1,2}/.*\\.node)\\.js$': '$1.ts' },
	// These ship as ESM only; Jest's own registry cannot require ESM.
	transformIgnorePatterns: [
		'/node_modules/(?!(lowdb|steno|https-proxy-agent|agent-base|proxy-agent-negotiate)/)',
	],
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/realN8n/node_modules/',
		'<rootDir>/realN8n/oldest/',
		'<rootDir>/realN8n/versions/',
		'<rootDir>/.demo/',
	],
};

/** @type {import('jest').Config} */
const unit = {
	...common,
	testEnvironment: '<rootDir>/test/support/quickGlobals.ts',
	testSequencer: '<rootDir>/test/support/longestFirst.ts',
	// By itself Jest leaves a core idle, which on a machine of two is half of it.
	maxWorkers: '100%',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
};

module.exports = unit;
// Jest refuses options it does not know: what the e2e file needs hides from its listing.
Object.defineProperty(unit, 'common', { value: common, enumerable: false });
