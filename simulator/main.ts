import { parseArgs } from 'node:util';
import { controlHelp } from './control';
import { type Simulator, startSimulator } from './start';

const help = `npm run simulator -- [options]
  --items 200        products on Amazon, each listed in every shop
  --unlisted 5       products more that no shop lists yet
  --own-goods N      the owner's own goods, under codes that look like an ASIN (2% of the products)
  --speed 1          how much faster quotas and token lives pass
  --seed 7           same seed, same world
  --shops 1          BASE shops
  --plain            everything in stock, exactly priced and mapped
  --amazon-port 4010 --base-port 4020 --chatwork-port 4030 --control-port 4040`;

const options = {
	items: { type: 'string', default: '200' },
	unlisted: { type: 'string', default: '5' },
	'own-goods': { type: 'string' },
	speed: { type: 'string', default: '1' },
	seed: { type: 'string', default: '7' },
	shops: { type: 'string', default: '1' },
	plain: { type: 'boolean', default: false },
	'amazon-port': { type: 'string', default: '4010' },
	'base-port': { type: 'string', default: '4020' },
	'chatwork-port': { type: 'string', default: '4030' },
	'control-port': { type: 'string', default: '4040' },
	help: { type: 'boolean', default: false },
} as const;

function number(name: string, text: string, least: number): number {
	const value = Number(text);
	if (!(value >= least))
		throw new Error(`--${name} must be a number of at least ${least}, not "${text}"`);
	return value;
}

function describe(simulator: Simulator): string {
	const { amazon, shops, chatwork } = simulator.credentials;
	const lines = [
		`Amazon    ${simulator.amazonUrl}  (API and /auth/o2/token)`,
		`  client id ${amazon.clientId}`,
		`  client secret ${amazon.clientSecret}`,
		`  refresh token ${amazon.refreshToken}`,
		`BASE      ${simulator.baseUrl}/1`,
	];
	for (const shop of shops) {
		lines.push(`  ${shop.name}: client id ${shop.clientId}, client secret ${shop.clientSecret}`);
		lines.push(`    access token ${shop.issueTokens().access_token}`);
		const unlisted = simulator.world.unlistedAsins(shop.name).slice(0, 5);
		if (unlisted.length > 0) lines.push(`    not listed yet: ${unlisted.join(' ')}`);
	}
	lines.push(
		`Chatwork  ${simulator.chatworkUrl}/v2`,
		`  token ${chatwork.apiToken}, room ${chatwork.roomId}`,
		`Control   ${simulator.controlUrl}`,
	);
	return lines.join('\n');
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options });
	if (values.help) return console.log(help);
	const simulator = await startSimulator({
		products: number('items', values.items, 1),
		unlisted: number('unlisted', values.unlisted, 0),
		ownGoods:
			values['own-goods'] === undefined ? undefined : number('own-goods', values['own-goods'], 0),
		speed: number('speed', values.speed, 0.001),
		seed: number('seed', values.seed, 0),
		shops: number('shops', values.shops, 1),
		plain: values.plain,
		ports: {
			amazon: number('amazon-port', values['amazon-port'], 0),
			base: number('base-port', values['base-port'], 0),
			chatwork: number('chatwork-port', values['chatwork-port'], 0),
			control: number('control-port', values['control-port'], 0),
		},
	});
	console.log(`${describe(simulator)}\n\n${controlHelp()}\nCtrl+C ends it.`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void simulator.stop());
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
