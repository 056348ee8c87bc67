import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { realN8nFolder } from '../machine/paths';

/** Settings of the caller's own npm, n8n or test run that must not reach ours. */
const foreign =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL|GENERIC_|npm_(package|lifecycle)_|NODE_ENV$|JEST_)/;

/** This process's environment without what would bend a child that has its own settings. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	// `npm run -s` would silence the npm that we start, and with it the reason why it stopped.
	return { ...Object.fromEntries(own), npm_config_loglevel: 'error' };
}

export interface N8nPlace {
	/** n8n keeps its database and packages in `.n8n` below. */
	userFolder: string;
	port: number;
	/** n8n's task runners talk to it there. */
	brokerPort: number;
	/** Where n8n is installed; the demo's by default. */
	installFolder?: string;
}

/** What workflows may read and write by a path. */
export const filesFolder = (userFolder: string): string => join(userFolder, 'files');

/** It fetches a list from n8n's makers at each start; an n8n that does not know it does not start with it. */
const REGISTRY = 'mcp-registry';

const hasRegistry = (installFolder: string): boolean =>
	existsSync(join(installFolder, 'node_modules/n8n/dist/modules', REGISTRY));

/** n8n on this machine alone, talking to nobody outside. */
export function n8nEnvironment({
	userFolder,
	port,
	brokerPort,
	installFolder = realN8nFolder,
}: N8nPlace): NodeJS.ProcessEnv {
	return {
		...cleanEnvironment(),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		GENERIC_TIMEZONE: 'Asia/Tokyo',
		N8N_SECURE_COOKIE: 'false',
		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		...(hasRegistry(installFolder) ? { N8N_DISABLED_MODULES: REGISTRY } : {}),
		N8N_LOG_LEVEL: 'info',
		NO_COLOR: '1',
	};
}
