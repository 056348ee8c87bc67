const { common } = require('./jest.config');

/** Tests against a real n8n server and a real browser, minutes each. */
module.exports = {
	...common,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	// Ten minutes by itself: `npm run test:editor`.
	testPathIgnorePatterns: ['everyWorkflow'],
	testTimeout: 600_000,
	globalSetup: '<rootDir>/test/e2e/prepare.ts',
	globalTeardown: '<rootDir>/test/e2e/tidyUp.ts',
	// Each waits half of its time for n8n's timers and the services' quotas.
	maxWorkers: 2,
};
