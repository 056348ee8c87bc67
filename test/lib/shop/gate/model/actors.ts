import type { CacheDocument } from '../../../../../lib/cache/document';
import { offerWrite } from '../../../../../lib/cache/patchFromOffer';
import { decideItem, type DecidedItem } from '../../../../../lib/changes/decideItem';
import { shopPatch } from '../../../../../lib/listing/rowMemory';
import type { Listing } from '../../../../../lib/listing/listing';
import type { Offer } from '../../../../../lib/listing/offer';
import { inChunks } from '../../../../../lib/listing/inChunks';
import { nameOfItem } from '../../../../../lib/listing/listing';
import { editRecords } from '../../../../../lib/shop/gate/records/editRecords';
import { Gate } from '../../../../../lib/shop/gate/gate';
import type { EditResult } from '../../../../../lib/shop/gate/intent';
import { orderBySend, type RunIntent } from '../../../../../lib/shop/gate/order';
import { readCircumstances } from '../../../../../lib/shop/gate/facts/circumstances';
import { brake } from '../../../../../lib/shop/jobs/brake';
import { Job, type ConfirmOffers } from '../../../../../lib/shop/jobs/job';
import { releaseBrake } from '../../../../../lib/shop/jobs/releaseBrake';
import { undoRun } from '../../../../../lib/shop/jobs/undoRun';
import { askQuestions, type AskedItem } from '../../../../../lib/shop/notices/askQuestions';
import { patientBudget } from '../../../../../lib/shop/patientBudget';
import { readShopRules } from '../../../../../lib/shop/runs/shopRules';
import type { ShopData } from '../../../../../lib/shop/shopData';
import { readAndRemember } from '../../../../../lib/shop/wholeList';
import { asinOf, SHOP } from './shop';
import type { Actor } from './stage';
import { itemIds, type World } from './world';

/** The runs and jobs as the workflows put them together, on the real gate. */

const CHUNK = 2;

/** What became of the items of a run. */
export type Outcomes = Map<number, { action: string; listing: Listing; offer: Offer }>;

/** A sync of the whole shop, or the watch of a few items. */
export async function play(
	world: World,
	actor: Actor,
	watched: readonly number[] | null = null,
): Promise<Outcomes> {
	const data = world.open(actor);
	const { ledger } = data;
	const client = world.shop.open(actor);
	const reader = { client, account: SHOP, ledger: ledger.lists };
	const { listings } = await readAndRemember(reader, false);
	const refused: Record<string, string> = {};
	const asked: AskedItem[] = [];
	const outcomes: Outcomes = new Map();
	let version = 0;
	const ids = watched ?? itemIds;
	for (const chunk of inChunks(
		listings.filter(({ item_id }) => ids.some((id) => id === item_id)),
		CHUNK,
	)) {
		const decided = await decideChunk(world, actor, data, chunk);
		version = decided[0]!.decided.decision.version ?? 0;
		await remember(data, decided);
		world.model.learns(
			decided.map(({ listing, offer, decided: { decision } }) => ({
				itemId: listing.item_id,
				offer,
				remember: decision.remember,
			})),
		);
		const gate = openGate(world, actor, data, refused);
		const results = await send(gate, actor, decided);
		await gate.close();
		for (const item of decided) {
			const { listing, offer } = item;
			const result = results.get(item) ?? { action: 'none', edits: {}, error: null };
			const decision = result.decision ?? item.decided.decision;
			const isHeld = decision.held_moves.some(({ quiet }) => !quiet);
			const action = results.has(item) || !isHeld ? result.action : 'held';
			outcomes.set(listing.item_id, { action, listing, offer });
			asked.push({
				...{ asin: asinOf(listing.item_id), item_id: listing.item_id, decision },
				...{ shop_price: listing.price, shop_visible: listing.visible, result: { action } },
				offer_status: offer.status,
			});
		}
	}
	const asking = { account: SHOP, version, run: actor.name, isDry: false };
	const names = new Set(asked.map(({ item_id }) => String(item_id)));
	await askQuestions(asked, ledger, { ...asking, listed: watched === null ? names : null });
	return outcomes;
}

interface DecidedListing {
	listing: Listing;
	offer: Offer;
	cached: CacheDocument | null;
	decided: DecidedItem;
}

async function decideChunk(
	world: World,
	actor: Actor,
	{ cache, ledger }: ShopData,
	listings: readonly Listing[],
): Promise<DecidedListing[]> {
	const documents = await cache.read(listings.map(({ item_id }) => asinOf(item_id)));
	const offers = await world.ask(
		actor,
		listings.map(({ item_id }) => item_id),
	);
	const { values, version, pricedSince } = await readShopRules(ledger.rules, SHOP);
	const shop = await readCircumstances(ledger, SHOP);
	const answers = await ledger.questions.answers(SHOP);
	return listings.map((listing) => {
		const asin = asinOf(listing.item_id);
		const offer = offers.get(listing.item_id)!;
		const cached = documents.get(asin) ?? null;
		const decided = decideItem(
			{ asin, offer, listing, cached, override: {}, account: SHOP, isDryRun: false },
			{
				...{ rule: values.pricing, guards: values.guards, thresholds: values.thresholds },
				...{ blocked: values.blocked, items: values.items },
				...{ ruleProblem: null, ruling: null, version, pricedSince, shop, now: () => world.now },
				answersOf: (item) => answers.get(nameOfItem(item.item_id)) ?? {},
			},
		);
		return { listing, offer, cached, decided };
	});
}

/** As TTL Cache Write does. */
async function remember({ cache }: ShopData, decided: readonly DecidedListing[]): Promise<void> {
	const writes = decided.map(({ listing, offer, decided: { decision } }) => {
		const asin = asinOf(listing.item_id);
		const memory = decision.remember ? { shop: shopPatch(listing, decision.remember) } : {};
		return { asin, set: { ...offerWrite(asin, offer)?.set, ...memory } };
	});
	for (const outcome of await cache.write(writes)) if (!outcome.ok) throw outcome.error;
}

async function send(
	gate: Gate,
	actor: Actor,
	items: readonly DecidedListing[],
): Promise<Map<DecidedListing, EditResult>> {
	const results = new Map<DecidedListing, EditResult>();
	const entries = items.flatMap((item) => {
		const { listing, offer } = item;
		const { decision } = item.decided;
		if (Object.keys(decision.edits).length === 0) return [];
		const intent: RunIntent = {
			...{ asin: asinOf(listing.item_id), run: actor.name, listing, edits: decision.edits },
			...{ why: decision.why, writer: 'run', isLooked: false },
			decided: { decision, offer, override: {}, ruleProblem: null },
		};
		return [{ intent, item }];
	});
	for (const { intent, item } of orderBySend(entries)) results.set(item, await gate.send(intent));
	return results;
}

function openGate(
	world: World,
	actor: Actor,
	data: ShopData,
	refused: Record<string, string>,
	isPatient = false,
): Gate {
	const { timestamp } = world;
	const now = () => world.now;
	const impatient = {
		take: async () => await Promise.resolve(world.shop.emptyUntil <= world.now),
		exhausted: async () => await Promise.resolve(world.shop.emptyHour()),
	};
	const sleep = async (ms: number) => await world.sleep(actor, ms);
	const patient = patientBudget(impatient, { now, sleep, onWait: () => undefined });
	const budget = isPatient ? patient : impatient;
	const ports = { client: world.shop.open(actor), budget, records: editRecords(data, timestamp) };
	const warn = () => undefined;
	return new Gate({
		data,
		timestamp,
		warn,
		portsOf: async () => await Promise.resolve(ports),
		refused,
		hides: {},
		now,
	});
}

function openJob(world: World, actor: Actor) {
	const data = world.open(actor);
	const sleep = async (ms: number) => await world.sleep(actor, ms);
	const gate = openGate(world, actor, data, {}, true);
	const now = () => world.now;
	const isOpen = async () => await Promise.resolve(world.shop.emptyUntil <= world.now);
	const exhausted = async () => await Promise.resolve(world.shop.emptyHour());
	const budget = patientBudget(
		{ take: isOpen, exhausted },
		{ now, sleep, onWait: () => undefined },
	);
	const shop = { account: SHOP, client: world.shop.open(actor), data, budget, now };
	const requireRunning = () => undefined;
	const describe = String;
	const keepAlive = async () => await Promise.resolve();
	const ports = { gate, requireRunning, keepAlive, waits: true, sleep, describe };
	return { shop, job: new Job(ports) };
}

function confirmFor(world: World, actor: Actor, data: ShopData): ConfirmOffers {
	return async (asins) => {
		const ids = itemIds.filter((id) => asins.includes(asinOf(id)));
		const offers = await world.ask(actor, ids);
		await data.cache.write(
			[...offers].flatMap(([id, offer]) => offerWrite(asinOf(id), offer) ?? []),
		);
		world.model.learns([...offers].map(([itemId, offer]) => ({ itemId, offer })));
	};
}

export async function playBrake(world: World, actor: Actor, until: string | null): Promise<void> {
	const { shop, job } = openJob(world, actor);
	const { listings } = await shop.client.readList();
	const items = listings.map((listing) => ({ asin: asinOf(listing.item_id), listing }));
	const steps = await brake(items, {
		...{ shop, job, run: actor.name, reason: '', until, isDry: false },
		...{ requireRunning: () => undefined, warn: () => undefined },
	});
	const left = steps.filter(
		({ result: { action, error } }) =>
			// A release that was under way kept it from hiding these, and it says so.
			action === 'failed' || action === 'deferred' || error?.includes('解除されたため'),
	);
	world.model.braked(actor, new Set(left.map(({ listing }) => listing.item_id)));
}

export async function playRelease(world: World, actor: Actor, asks: boolean): Promise<void> {
	const { shop, job } = openJob(world, actor);
	const requireConnected = async () => await Promise.resolve();
	const confirm = asks ? confirmFor(world, actor, shop.data) : null;
	const releasing = {
		...{ shop, job, run: actor.name, isDry: false, confirm, requireConnected },
		requireRunning: () => undefined,
	};
	for await (const _ of releaseBrake(releasing));
}

export async function playUndo(
	world: World,
	actor: Actor,
	{ run, asks }: { run: string; asks: boolean },
): Promise<void> {
	const { shop, job } = openJob(world, actor);
	const { timestamp } = world;
	const unused = async (): Promise<never> => await Promise.reject(new Error('no texts here'));
	const confirm = asks ? confirmFor(world, actor, shop.data) : null;
	const writer = { putTexts: unused, putCode: unused };
	const warn = () => undefined;
	const undoing = { shop, job, run: actor.name, writer, confirm, isDry: false, timestamp, warn };
	for await (const _ of undoRun(run, undoing));
}
