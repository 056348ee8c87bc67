import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../../realN8n/install/install';
import { buildPackage, packPackage } from '../../realN8n/install/packageUnderTest';
import { terminalProgress } from '../../realN8n/machine/progress';
import { prepareHome } from '../../realN8n/n8n/stage';

/** Tells the workers of the test run where the home lies. */
const VARIABLE = 'PREPARED_HOME';

/** Once before all browser tests: n8n, the packed package, and a home that each of them begins with. */
export default async function prepare(): Promise<void> {
	await ensureN8n(terminalProgress(process.stderr));
	await buildPackage();
	const folder = await mkdtemp(join(tmpdir(), 'prepared-n8n-'));
	const home = join(folder, 'home');
	await prepareHome(home, await packPackage(join(folder, 'package')));
	process.env[VARIABLE] = home;
}

/** @throws Error outside of a run of the browser tests */
export function preparedHome(): string {
	const home = process.env[VARIABLE];
	if (home) return home;
	throw new Error('The home of the browser tests is made by jest.e2e.config.js');
}
