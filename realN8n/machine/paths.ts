import { join, resolve } from 'node:path';

export const repositoryFolder = resolve(__dirname, '../..');

/** Where n8n is installed, with a lockfile of its own. */
export const realN8nFolder = resolve(__dirname, '..');

export const workflowsFolder = join(repositoryFolder, 'workflows');

/** Everything one demo writes; made anew by each demo and removed at its end. */
export const demoDataFolder = join(repositoryFolder, '.demo');

/** Kept between demos: the C headers of Node that sqlite3 is built with. */
export const cacheFolder = join(realN8nFolder, '.cache');

/** n8n's command line, to be run by this very Node. */
export const n8nBinary = join(realN8nFolder, 'node_modules', 'n8n', 'bin', 'n8n');
