import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Simulator, startSimulator } from '../simulator/start';
import { pageOfTable } from '../realN8n/n8n/dataTables';
import { Failure, messageOf } from '../realN8n/machine/failure';
import { demoFigures } from './story/figures';
import { ensureN8n } from '../realN8n/install/install';
import { owner } from '../realN8n/n8n/n8nApi';
import { noteServer, occupy } from '../realN8n/machine/occupy';
import { demoHelp, type DemoOptions, readOptions } from './options';
import { buildPackage, packPackage } from '../realN8n/install/packageUnderTest';
import { openPages, type Page } from '../realN8n/n8n/pages';
import { demoDataFolder } from '../realN8n/machine/paths';
import { freePort, requireFreePort } from '../realN8n/machine/ports';
import { terminalProgress } from '../realN8n/machine/progress';
import { setStage, type Stage, turnedTo } from '../realN8n/n8n/stage';
import { tellStory } from './story/story';
import { TidyUp } from '../realN8n/machine/tidyUp';
import { readShipped, syncWorkflow } from '../realN8n/n8n/workflows';

/** Products that only Amazon has, so that the form of new products has something to register. */
const UNLISTED = 20;

/** Opens the pages; the forms ask for n8n's own login. */
const visitor = { user: 'demo', password: owner.password };

/** Everything up to the point where the button can be pressed. */
async function prepare(options: DemoOptions, tidyUp: TidyUp) {
	const progress = terminalProgress(process.stderr);
	await occupy(demoDataFolder);
	tidyUp.removeAtEnd(demoDataFolder);
	if (options.port !== 0) await requireFreePort(options.port);
	await ensureN8n(progress);
	await progress.during('Building the package', buildPackage);
	const tarball = await packPackage(join(demoDataFolder, 'package'));
	const simulator = await startSimulator({
		products: options.items,
		unlisted: UNLISTED,
		speed: options.speed,
		seed: options.seed,
	});
	tidyUp.stopAtEnd(async () => await simulator.stop());
	const { [syncWorkflow]: workflow, ...others } = Object.fromEntries(await readShipped());
	const stage = await setStage({
		simulator,
		tarball,
		userFolder: join(demoDataFolder, 'n8n-home'),
		workflow: workflow!,
		others: Object.values(others).map((each) => turnedTo(simulator, each)),
		pagePassword: visitor,
		// The demo's three hours last seconds, so no answer counts as fresh in the next run.
		settings: {
			manual_limit: 0,
			ttl_hours: 0,
			use_single_operation: false,
		},
		port: options.port === 0 ? await freePort() : options.port,
		progress,
	});
	tidyUp.stopAtEnd(async () => await stage.stop());
	await noteServer(demoDataFolder, stage.url, stage.pid);
	const pages = await progress.during(
		'Publishing the pages and forms',
		async () => await openPages(stage.api, Object.values(others), visitor),
	);
	return { simulator, stage, pages };
}

interface DemoSet {
	simulator: Simulator;
	stage: Stage;
	pages: readonly Page[];
}

async function describePlaces({ simulator, stage, pages }: DemoSet): Promise<string> {
	const { controlUrl, world, credentials } = simulator;
	const shop = credentials.shops[0]!.name;
	const addresses = pages.map(({ workflow, path }) => `  ${stage.url}${path}  ${workflow}`);
	return `
Look around in n8n (${stage.url})
  login              ${owner.email} / ${owner.password}
  the workflow       ${stage.url}/workflow/priceStockSync01  (press Execute for one more run)
  its runs           ${stage.url}/workflow/priceStockSync01/executions
  Data Table         products: ${await pageOfTable(stage.api, 'products')}
  Data Table         sync_runs: ${await pageOfTable(stage.api, 'sync_runs')}
Pages (user ${visitor.user}, password ${visitor.password}) and forms (the login above)
${addresses.join('\n')}
  Not in the shop yet, to be registered: ${world.unlistedAsins(shop).slice(0, 3).join(', ')}
Move Amazon yourself
  curl -X POST ${controlUrl}/advance -d '{"share":0.05}'
  the shop's items   ${controlUrl}/listings/${shop}
  Chatwork           ${controlUrl}/messages
  all it can do      ${controlUrl}/`;
}

async function demo(options: DemoOptions, tidyUp: TidyUp): Promise<void> {
	const say = (text: string): void => {
		process.stdout.write(`${text}\n`);
	};
	say(
		`Amazon -> BASE sync on a real n8n: ${options.items} products, quotas ${options.speed} times faster, no account needed.`,
	);
	const set = await prepare(options, tidyUp);
	const story = await tellStory(set.stage, set.simulator, options, say);
	say(options.once ? endedByItself : await describePlaces(set));
	say(story.isTrue ? '\nEvery check held.' : '\nA check failed: see the lines marked WRONG.');
	if (!story.isTrue) process.exitCode = 1;
	if (!options.once) {
		say('Stays up until Ctrl+C.');
		await tidyUp.untilAsked();
	}
	await tidyUp.now();
	if (options.json) say(JSON.stringify(demoFigures(story.runs, options.speed)));
}

const endedByItself = `
It ends here (--once). Without --once everything stays up: the editor, the pages on which a shop owner
looks at the runs, and the forms by which new products are registered.`;

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options.help) return void process.stdout.write(`${demoHelp}\n`);
	const tidyUp = new TidyUp();
	try {
		await demo(options, tidyUp);
	} catch (error) {
		await tidyUp.now();
		if (!tidyUp.isBrokenOff) throw error;
	}
}

main().catch((error: unknown) => {
	const isPlain = error instanceof Failure;
	process.stderr.write(`\n${isPlain ? messageOf(error) : inspect(error)}\n`);
	process.exitCode = 1;
});
