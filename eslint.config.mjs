import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'**/node_modules/**',
			'dist/**',
			'.demo/**',
			'realN8n/.cache/**',
			'realN8n/versions/**',
			'*.js',
			'coverage/**',
		],
	},
	...tseslint.configs.recommended,
	{
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			'no-console': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'lib/**/*.ts'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		rules: {
			// Self-hosted only: the file store needs node:fs, and limits and parsing need their libraries.
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
			// The rooms below lib/ do not know n8n; lib/n8n/errors.ts turns what they throw into n8n's errors.
			'@n8n/community-nodes/require-node-api-error': 'off',
			// The icon stands in description.ts next door, which this rule does not follow.
			'@n8n/community-nodes/icon-validation': 'off',
		},
	},
	{
		files: ['package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: {
			'@typescript-eslint/no-unused-expressions': 'off',
			// As above.
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
			// scripts/release.ts adds it: it depends on the repository that releases.
			'@n8n/community-nodes/require-homepage': 'off',
		},
	},
	{
		files: [
			'simulator/**',
			'demo/**',
			'realN8n/**',
			'bench/**',
			'chaos/**',
			'queue/**',
			'compat/**',
			'test/**',
			'scripts/**',
		],
		rules: {
			'no-console': 'off',
			'@typescript-eslint/no-non-null-assertion': 'off',
		},
	},
);
