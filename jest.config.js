const common = {
	rootDir: __dirname,
	testEnvironment: 'node',
	transform: {
		'^.+\\.[jt]s$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
				module: { type: 'commonjs' },
			},
		],
	},
	// lowdb and its writer steno ship as ESM only; Jest's own registry cannot require ESM.
	transformIgnorePatterns: ['/node_modules/(?!(lowdb|steno)/)'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/demo/node_modules/', '<rootDir>/.demo/'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/.demo/'],
};

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		{
			...common,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: [...common.testPathIgnorePatterns, '<rootDir>/test/e2e/'],
		},
		{
			...common,
			displayName: 'e2e',
			testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
		},
	],
};
