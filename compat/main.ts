import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { ensureN8nVersion, readOldestVersion } from '../realN8n/install/install';
import { buildPackage, packPackage } from '../realN8n/install/packageUnderTest';
import { Failure, messageOf } from '../realN8n/machine/failure';
import { tabulate } from '../realN8n/machine/findings';
import { demoDataFolder } from '../realN8n/machine/paths';
import { terminalProgress } from '../realN8n/machine/progress';
import { TidyUp } from '../realN8n/machine/tidyUp';
import { tellCompatStory } from './story';

const HELP = `npm run compat -- [version ...]

Installs the named versions of n8n beside the demo's, puts the packed package into each, and runs the shipped
sync, the weekly workflow, the order watch, the form of new products and a form of the desk there against the
simulator. Without a version it takes the oldest n8n that the package is held to, by the lockfile in
realN8n/oldest; others go to realN8n/versions, with the dependencies that the registry has today. Exit code 1 where one of them does not do its work. About 8 minutes for a version
that is not installed yet, 2 for one that is.`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { help: { type: 'boolean', default: false } },
});

const isVersion = (text: string): boolean => /^\d+\.\d+\.\d+$/.test(text);

/** Tries one version. @returns true if all is well */
async function tryVersion(version: string): Promise<boolean> {
	const tidyUp = new TidyUp();
	const progress = terminalProgress(process.stderr);
	const folder = join(demoDataFolder, `compat-${version}`);
	tidyUp.removeAtEnd(folder);
	try {
		const installFolder = await ensureN8nVersion(version, progress);
		await progress.during('Building the package', buildPackage);
		const tarball = await packPackage(join(folder, 'package'));
		const userFolder = join(folder, 'home');
		const place = { version, installFolder, tarball, userFolder, progress, tidyUp };
		const findings = await tellCompatStory(place);
		process.stdout.write(`\nn8n ${version}\n${tabulate(findings)}\n`);
		return findings.every(({ isTrue }) => isTrue);
	} finally {
		await tidyUp.now();
	}
}

async function main(): Promise<void> {
	if (values.help) return void process.stdout.write(`${HELP}\n`);
	const versions = positionals.length > 0 ? positionals : [await readOldestVersion()];
	const odd = versions.find((version) => !isVersion(version));
	if (odd !== undefined) throw new Failure(`"${odd}" is no version of n8n; e.g. 2.8.4`);
	for (const version of versions) {
		if (!(await tryVersion(version))) process.exitCode = 1;
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Failure ? messageOf(error) : inspect(error)}\n`);
	process.exitCode = 1;
});
