import { foresee } from '../../changes/foresee';
import type { Preview } from '../../ledger/rules/preview';
import { isPricedAlike } from '../../ledger/rules/pricedSince';
import type { RuleBook } from '../../ledger/rules/ruleBook';
import { makeCode } from '../../ledger/rules/ruleCode';
import type { RuleValues } from '../../ledger/rules/ruleValues';
import { ageMs } from '../../listing/age';
import { nameOfItem } from '../../listing/listing';
import { toStamp } from '../../listing/stamp';
import { splitEdits } from '../gate/editParts';
import type { DecidingRules, Product } from '../tables/product';
import { readProducts, type ProductPorts } from '../tables/readProducts';
import { estimateHours } from './estimateHours';
import { isForeseeable } from './isForeseeable';

const HOUR_MS = 3_600_000;

/**
 * Returns what the next runs would do if these values became the ruling version now, by the cache and the last
 * list of the shop. Nobody is asked and nothing is written. null if the list was never read.
 */
export async function previewRules(
	account: string,
	values: RuleValues,
	ports: Omit<ProductPorts, 'rules'>,
): Promise<Preview | null> {
	const numbers = await findNumbers(ports.data.ledger.rules, account, values);
	const list = await readProducts(account, { ...ports, rules: { values, ...numbers } });
	if (!list) return null;
	const now = ports.now();
	const ruling = (await ports.data.ledger.rules.ruling(account))?.values ?? null;
	const products = list.products.map((product) => doubtFilter(product, ruling ?? values, values));
	const standing = ruling?.live ? ((await readProducts(account, ports))?.products ?? []) : [];
	return {
		at: toStamp(now),
		listed_at: list.listedAt,
		answer_hours: measureAges(products, now),
		...foresee(products),
		anyway: countAlike(products, standing),
		refused: products.filter((product) => isRefused(product, values)).length,
		base_minutes: estimateMinutes(products),
	};
}

/** Counts the moves that are the same by the rules as they are now. */
function countAlike(after: readonly Product[], before: readonly Product[]): number {
	const known = new Map(before.map((product) => [nameProduct(product), nameMove(product)]));
	return after.filter((product) => {
		const move = nameMove(product);
		return move !== null && known.get(nameProduct(product)) === move;
	}).length;
}

const nameProduct = ({ asin, listing }: Product): string =>
	`${asin} ${nameOfItem(listing.item_id, listing.variation)}`;

/** Names what a run would do to a product; null if nothing. */
const nameMove = ({ outcome, decision }: Product): string | null =>
	outcome === 'unchanged' || outcome === 'unknown'
		? null
		: JSON.stringify([outcome, decision.edits]);

/** By another filter Amazon's next answer may name another offer. */
function doubtFilter(product: Product, before: RuleValues, after: RuleValues): Product {
	const { offer, decision, outcome, listing } = product;
	const isApart = decision.stop === 'blocked' || after.items[listing.item_id]?.neverTouch === true;
	if (isApart || outcome === 'unknown') return product;
	const isKnown = isForeseeable(offer, before.filter, after.filter);
	return isKnown ? product : { ...product, outcome: 'unknown' };
}

/** True if the owner's own price for an item is not taken: it does not cover the cost, or is beyond a bound. */
function isRefused({ listing, offer, decision }: Product, { items }: RuleValues): boolean {
	const own = items[listing.item_id];
	if (own?.price === undefined || own.neverTouch === true) return false;
	return offer.status === 'in_stock' && decision.desired.price !== own.price;
}

/** Prices are explained by the numbers of versions, so the values are decided by those that they would get. */
async function findNumbers(
	book: RuleBook,
	account: string,
	values: RuleValues,
): Promise<Pick<DecidingRules, 'version' | 'pricedSince'>> {
	const { version: ruling, values: known, pricedSince } = await book.open(account);
	if (ruling === 0) return { version: 1, pricedSince: 1 };
	const isRuling = makeCode(account, known) === makeCode(account, values);
	const version = isRuling ? ruling : ruling + 1;
	return { version, pricedSince: isPricedAlike(known, values) ? pricedSince : version };
}

function measureAges(products: readonly Product[], now: number): Preview['answer_hours'] {
	const ages = products
		.flatMap(({ answeredAt }) => ageMs(answeredAt, now) ?? [])
		.sort((one, other) => one - other);
	const oldest = ages.at(-1);
	if (oldest === undefined) return null;
	return { median: toHours(ages[Math.floor(ages.length / 2)]!), oldest: toHours(oldest) };
}

/** To a tenth: young answers differ by minutes. */
const toHours = (ms: number): number => Math.round((ms * 10) / HOUR_MS) / 10;

/** The gate looks at an item before it edits it, so each item takes one call more than its edits. */
function estimateMinutes(products: readonly Product[]): number {
	const moving = products.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'unknown');
	const sum = (of: readonly Product[]) =>
		of.reduce((calls, { decision }) => calls + splitEdits(decision.edits).length + 1, 0);
	const risky = moving.filter(({ decision }) => decision.risk === 'adds');
	const hours = estimateHours({ calls: sum(moving), risky: sum(risky) });
	return hours <= 1 ? 0 : hours * 60;
}
