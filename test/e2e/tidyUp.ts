import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { preparedHome } from './prepare';

/** Once after all browser tests. */
export default async function tidyUp(): Promise<void> {
	await rm(dirname(preparedHome()), { recursive: true, force: true });
}
