const { common } = require('./jest.config');

/** Tests against a real n8n server and a real browser: one after the other, minutes each. */
module.exports = {
	...common,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	// Ten minutes by itself: `npm run test:editor`.
	testPathIgnorePatterns: ['everyWorkflow'],
	testTimeout: 600_000,
	globalSetup: '<rootDir>/test/e2e/prepare.ts',
	globalTeardown: '<rootDir>/test/e2e/tidyUp.ts',
	// Two at a time would be a third faster, but calls that come late by the load are refused and sent again.
	maxWorkers: 1,
};
