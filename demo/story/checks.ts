import { isSettled } from '../../simulator/world/truth';
import type { Truth } from '../../simulator/world/product';
import { faultOf, mapped } from './expectations';
import { editsMade, itemsEdited, type Observation, rejectedCalls } from './observe';

/** A claim of the demo, held against the simulator. */
export interface Check {
	claim: string;
	/** Null where it holds; else what was expected and what was found. */
	fault: string | null;
}

const asinsPerBatch = 20;
const listingsPerChunk = 100;

export const check = (claim: string, fault: string | null): Check => ({ claim, fault });

function equal(claim: string, found: number, expected: number): Check {
	const fault = found === expected ? null : `expected ${expected}, found ${found}`;
	return check(claim, fault);
}

/**
 * Twenty products a call: not less than all products together need, and not more than the chunks of
 * 100 listings need one by one. A chunk may hold the owner's own goods, which nobody asks about.
 */
function batchCheck({ before, counters, summary }: Observation): Check {
	const asins = new Set(mapped(before).map(({ asin }) => asin)).size;
	const calls = counters.services.amazon.getItemOffersBatch?.calls ?? 0;
	const answered = calls - (counters.services.amazon.getItemOffersBatch?.rejected ?? 0);
	const least = Math.ceil(asins / asinsPerBatch);
	const inFullChunks = Math.floor(summary.total / listingsPerChunk) * listingsPerChunk;
	const rest = Math.ceil((summary.total - inFullChunks) / asinsPerBatch);
	const most = inFullChunks / asinsPerBatch + rest;
	const fits = answered >= least && answered <= most;
	const range = least === most ? `${least}` : `${least} to ${most}`;
	const fault = fits ? null : `expected ${range} calls, found ${answered}`;
	return check(`${asins} products were asked for at 20 a call`, fault);
}

/** What holds for every run: quotas kept, each product asked for once, a message that is true. */
export function checksOfAnyRun(seen: Observation): Check[] {
	return [
		equal('no call was rejected by Amazon, BASE or Chatwork', rejectedCalls(seen), 0),
		batchCheck(seen),
		equal(
			'every listing that names a product was looked at',
			seen.summary.total - seen.summary.unrecognised,
			mapped(seen.before).length,
		),
		messageCheck(seen),
	];
}

/** One message where there is something to say, marked as a test where it was one. */
function messageCheck({ messages, summary, isDryRun }: Observation): Check {
	const claim = isDryRun
		? 'one Chatwork message, marked as a test run'
		: 'one Chatwork message where there was something to say';
	const { changed, edited, held, failed, deferred, newly_dead, newly_unrecognised } = summary;
	const hasNews = changed + edited + held + failed + deferred + newly_dead + newly_unrecognised > 0;
	const wanted = hasNews ? 1 : 0;
	if (messages.length !== wanted) {
		return check(claim, `expected ${wanted}, ${messages.length} arrived`);
	}
	const [message] = messages;
	if (message === undefined || message.includes('【テスト実行】') === isDryRun) {
		return check(claim, null);
	}
	return check(claim, `the mark of a test run is ${isDryRun ? 'missing' : 'there'}: ${message}`);
}

/** A dry run leaves the shop exactly as it was. */
export function checksOfDryRun(seen: Observation): Check[] {
	const isSame = JSON.stringify(seen.before) === JSON.stringify(seen.after);
	return [
		equal('BASE was not written to', editsMade(seen), 0),
		check('the shop is as it was', isSame ? null : 'a listing differs from before the run'),
	];
}

/** After a live run each listing is as the rule says, or the sync told why it held it back. */
export function checksOfLiveRun(seen: Observation, truths: ReadonlyMap<string, Truth>): Check[] {
	const faults = mapped(seen.after).flatMap((listed) => {
		const fault = faultOf(listed, truths.get(listed.asin)!);
		if (fault === null || seen.held.has(listed.item.item_id)) return [];
		return [`${listed.asin}: ${fault}`];
	});
	const listedFaults = faults.length === 0 ? null : firstOf(faults);
	return [
		check('each listing is as the rule says, or held back with a reason', listedFaults),
		equal('BASE carried out what the sync says it edited', itemsEdited(seen), seen.summary.edited),
		failureCheck(seen),
		ownGoodsCheck(seen),
	];
}

/** Digital content can be edited by nobody; its first refusal is told as a failure. */
function failureCheck({ failed, before }: Observation): Check {
	const digital = new Set(before.flatMap(({ item }) => (item.isDigital ? [item.item_id] : [])));
	const others = [...failed].filter((id) => !digital.has(id)).map(String);
	return check(
		'no edit failed but those of digital content',
		others.length === 0 ? null : firstOf(others),
	);
}

/** What stands for no product of Amazon's is as the owner left it. */
function ownGoodsCheck({ before, after }: Observation): Check {
	const shown = new Map(after.map(({ item }) => [item.item_id, JSON.stringify(item)]));
	const touched = before.filter(
		({ asin, item }) => asin === null && shown.get(item.item_id) !== JSON.stringify(item),
	);
	return check(
		"the owner's own goods are as they were",
		touched.length === 0 ? null : firstOf(touched.map(({ item }) => item.identifier)),
	);
}

/** What moved at Amazon since the last live run was told: all of it, and nothing else. */
export function checkReported(seen: Observation, moved: readonly { asin: string }[]): Check[] {
	const [message = ''] = seen.messages;
	const unnamed = moved.filter(({ asin }) => !message.includes(asin)).map(({ asin }) => asin);
	// A message names 20 items of a kind and counts the others.
	const counted = [...message.matchAll(/他 ([\d,]+) 件/g)]
		.map(([, count = '0']) => Number(count.replaceAll(',', '')))
		.reduce((sum, count) => sum + count, 0);
	return [
		equal(
			'every move of 100 yen or more, or of stock, was reported',
			seen.summary.changed,
			moved.length,
		),
		check(
			'the message names or counts each of them',
			unnamed.length <= counted ? null : `not named: ${firstOf(unnamed)}`,
		),
	];
}

/** The products table in n8n shows what Amazon says, for all that it shows. */
export function checkProductsTable(
	rows: ReadonlyArray<Record<string, unknown>>,
	seen: Observation,
	truths: ReadonlyMap<string, Truth>,
): Check[] {
	const faults = rows.flatMap((row) => {
		const truth = truths.get(String(row.asin));
		if (!truth || !isSettled(truth) || row.amazon_price_jpy === truth.price) return [];
		return [
			`${String(row.asin)}: ${truth.price} at Amazon, ${String(row.amazon_price_jpy)} in the table`,
		];
	});
	return [
		equal(
			'the products table has a row for each listing that names a product',
			rows.length,
			mapped(seen.after).length,
		),
		check("the products table has Amazon's prices", faults.length === 0 ? null : firstOf(faults)),
	];
}

const firstOf = (texts: readonly string[]): string =>
	`${texts.length} wrong, such as ${texts.slice(0, 3).join('; ')}`;
