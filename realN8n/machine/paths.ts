import { join, resolve } from 'node:path';

export const repositoryFolder = resolve(__dirname, '../..');

/** Where n8n is installed, with a lockfile of its own. */
export const realN8nFolder = resolve(__dirname, '..');

export const workflowsFolder = join(repositoryFolder, 'workflows');

/** Everything one demo writes; made anew by each demo and removed at its end. */
export const demoDataFolder = join(repositoryFolder, '.demo');

/** Kept between demos: the C headers of Node that sqlite3 is built with. */
export const cacheFolder = join(realN8nFolder, '.cache');

/** The oldest n8n that the package is held to, with a lockfile of its own. */
export const oldestN8nFolder = join(realN8nFolder, 'oldest');

/** Any other version of n8n, each in a folder of its own. */
export const versionsFolder = join(realN8nFolder, 'versions');

/** n8n's command line, to be run by this very Node. */
export const n8nBinaryIn = (folder: string): string =>
	join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

export const n8nBinary = n8nBinaryIn(realN8nFolder);
