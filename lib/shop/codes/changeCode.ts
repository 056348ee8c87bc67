import { recognise, type NamedAtAmazon } from '../../listing/codes/recognition';
import type { Listing } from '../../listing/listing';
import { makeAdoption, type Recognition } from '../../listing/memory';
import { QuotaExceededError } from '../errors';
import type { GatedWriter } from '../gate/gatedWriter';
import { tryToRemember, type MemoryPorts } from '../gate/records/neverEditable';
import type { Job, JobResult, JobShop, JobStep } from '../jobs/job';
import { keepStampOurs } from '../texts/ownStamp';
import { textRecords } from '../texts/textRecords';
import { carryPrice } from './carryMemory';
import { hideUnproved } from './hideUnproved';
import { planCode } from './planCode';

/** The wish that an item sells another product. */
export interface CodeWish {
	itemId: number;
	/** The new product. */
	asin: string;
}

export interface CodePorts extends MemoryPorts {
	shop: JobShop;
	job: Job;
	writer: Pick<GatedWriter, 'putCode'>;
	/** Asks for Amazon's title of a product; null if Amazon gave no answer. */
	nameAtAmazon: (asin: string) => Promise<NamedAtAmazon | null>;
	/** Number of the run, for the journal. */
	run: string;
	isDry: boolean;
}

/** One look at the item and two at its images, one edit. */
const CALLS = 4;

/**
 * Makes an item sell another product of Amazon's: its code is rewritten once the title of Amazon's page agrees with
 * the item's. The journal keeps the old code, so the run can be undone. Price and visibility follow with the next
 * sync, through the gate as ever.
 */
export async function changeCode(wish: CodeWish, ports: CodePorts): Promise<JobStep> {
	const { shop, job } = ports;
	let shown: Listing | null = null;
	let why: string[] = [];
	const result = await job.attempt({}, async (): Promise<JobResult> => {
		if (!(await shop.budget.take(CALLS, 'adds_risk'))) {
			return refuse('deferred', 'BASEの呼び出し回数の残りがないため、後でもう一度実行してください');
		}
		try {
			shown = await shop.client.getItem(wish.itemId);
			const done = await rewrite(shown, wish.asin, ports);
			({ why } = done);
			return done.result;
		} catch (error) {
			if (error instanceof QuotaExceededError) await shop.budget.exhausted(error.window);
			throw error;
		}
	});
	const listing = shown ?? { ...unseen, account: shop.account, item_id: wish.itemId };
	return {
		asin: wish.asin,
		listing,
		edits: {},
		why: why.length > 0 ? why : [result.error ?? ''],
		result,
	};
}

interface Rewritten {
	why: string[];
	result: JobResult;
}

async function rewrite(shown: Listing, asin: string, ports: CodePorts): Promise<Rewritten> {
	const { shop, isDry, timestamp } = ports;
	const known = await shop.data.ledger.items.read(shop.account);
	const plan = planCode(shown, asin, {
		listings: known?.listings ?? [],
		...(known?.pattern ? { pattern: new RegExp(known.pattern) } : {}),
	});
	if (plan.problem !== null) return keep(plan.problem);
	const named = await ports.nameAtAmazon(asin);
	if (named === null)
		return keep('Amazonの商品名を確認できませんでした。後でもう一度お試しください');
	const recognition = recognise(shown, named, timestamp());
	if (!recognition.agrees) return keep(describeStranger(asin, recognition));
	const { code, oldAsin } = plan;
	const why = [
		`商品コード「${shown.identifier}」→「${code}」(Amazonの「${shorten(named.title)}」)`,
	];
	if (isDry) return { why, result: { action: 'dry_run', edits: {}, error: null } };
	const recoding = { asin, oldAsin, listing: shown, run: ports.run };
	const trouble = await hideUnproved(recoding, ports);
	if (trouble) return { why, result: trouble };
	const { imagePlaces } = await shop.client.getTexts(shown.item_id);
	const item = shown.visible ? await shop.client.getItem(shown.item_id) : shown;
	const after = await send(item, { asin, code, why }, ports);
	if (after.identifier !== code) {
		return keep(
			'BASEが変更を受け付けましたが、商品コードが変わっていません。管理画面で確認してください',
		);
	}
	// Neither the new product nor the old one is changed by hand: the owner asked for it here.
	const adoption = {
		...makeAdoption(after, timestamp()),
		...(await carryPrice(oldAsin, item, shop.data)),
	};
	await tryToRemember({ asin, listing: after }, { ...adoption, recognition }, ports);
	await keepStampOurs({ asin: oldAsin, listing: item }, item.modified, shop, ports);
	const error = await findLostImages(shown, imagePlaces, shop);
	return { why, result: { action: 'updated', edits: {}, error } };
}

/** Images were seen to vanish after an edit of a code: the owner must hear of it. @returns null if all are there */
async function findLostImages(
	{ item_id }: Listing,
	before: readonly number[],
	{ client }: JobShop,
): Promise<string | null> {
	const { imagePlaces } = await client.getTexts(item_id);
	const lost = before.filter((place) => !imagePlaces.includes(place)).length;
	return lost === 0
		? null
		: `商品コードを変えた後、画像が ${lost}枚 なくなっています。BASEの管理画面で入れ直してください`;
}

async function send(
	{ item_id, identifier, modified }: Listing,
	{ asin, code, why }: { asin: string; code: string; why: string[] },
	{ shop, run, timestamp, writer }: CodePorts,
): Promise<Listing> {
	const about = { run, account: shop.account, item_id, asin, why };
	const changes = { identifier: { from: identifier, to: code } };
	let after: Listing | undefined;
	await textRecords(
		shop.data.ledger,
		about,
		timestamp,
	)({ changes, modified }, async () => {
		after = await writer.putCode(item_id, code);
	});
	return after!;
}

const describeStranger = (asin: string, { amazon_title }: Recognition): string =>
	amazon_title === null
		? `Amazonに ${asin} の商品がありません。何も変更していません`
		: `Amazonの ${asin} は「${shorten(amazon_title)}」で、商品名が一致しません。何も変更していません`;

const shorten = (title: string | null): string => (title ?? '').slice(0, 60);

const keep = (error: string): Rewritten => ({ why: [error], result: refuse('failed', error) });

const refuse = (action: 'failed' | 'deferred', error: string): JobResult => ({
	...{ action, edits: {}, error },
});

const unseen: Omit<Listing, 'account' | 'item_id'> = {
	...{ title: '', price: 0, visible: false, stock: 0, identifier: '', variation_count: 0 },
	...{ variations: [], modified: null, read_at: '' },
};
