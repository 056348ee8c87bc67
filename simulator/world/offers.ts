import type { Condition, ProductKind, WorldOffer } from './product';
import type { Random } from './random';

const sellerAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const day = 24 * 3_600_000;

/** Shipping times that sellers state, as [least, most] hours; Amazon's own stock says 0 and 0. */
const promptTimes = [
	[0, 0],
	[0, 24],
	[24, 48],
	[24, 72],
] as const;

const subConditions: Record<Condition, readonly string[]> = {
	New: ['new', 'new', 'new', 'New'],
	Used: ['like_new', 'very_good', 'good', 'acceptable'],
	Collectible: ['very_good'],
	Refurbished: ['refurbished'],
};

function makePoints(random: Random, price: number): number | null {
	if (random.chance(0.6)) return null;
	return random.chance(0.2) ? 0 : Math.floor(price * random.pick([0.01, 0.01, 0.05, 0.1]));
}

/** One offer, New, free of shipping and prompt, unless `different` says otherwise. */
export function makeOffer(
	random: Random,
	price: number,
	different: Partial<WorldOffer> = {},
): WorldOffer {
	const isFba = random.chance(0.5);
	const [minimumHours, maximumHours] = isFba ? promptTimes[0] : random.pick(promptTimes);
	const condition = different.condition ?? 'New';
	return {
		sellerId: `A${random.text(13, sellerAlphabet)}`,
		condition,
		subCondition: random.pick(subConditions[condition]),
		currency: 'JPY',
		price,
		shipping: 0,
		points: makePoints(random, price),
		minimumHours,
		maximumHours,
		availability: 'NOW',
		availableDate: null,
		isFba,
		isPrime: isFba || random.chance(0.1),
		isBuyBox: false,
		isOwn: false,
		feedbackRating: random.integer(80, 100),
		feedbackCount: random.integer(0, 20_000),
		...different,
	};
}

const dearer = (random: Random, price: number): number =>
	Math.round(price * random.between(1, 1.4));
const cheaper = (random: Random, price: number): number =>
	Math.max(100, Math.round(price * random.between(0.6, 0.95)));

/**
 * Goods sold ahead, as recorded: the date is weeks away, and the hours say 0 to 0 for Amazon's own stock,
 * 24 to 24 for merchants' (selling-partner-api-models #1536, selling-partner-api-docs #947 and #1539).
 */
function datedOffer(random: Random, now: number, days: number): Partial<WorldOffer> {
	const isFba = random.chance(0.5);
	const hours = isFba ? 0 : 24;
	return {
		availability: 'FUTURE_WITH_DATE',
		availableDate: `${new Date(now + days * day).toISOString().slice(0, 19)}Z`,
		minimumHours: hours,
		maximumHours: hours,
		isFba,
	};
}

/** New offers that look better than the accepted ones and must be refused by the filter. */
function makeTraps(random: Random, price: number, now: number): WorldOffer[] {
	if (!random.chance(0.3)) return [];
	const trap = random.pick<Partial<WorldOffer>>([
		{ shipping: random.pick([350, 500, 880]), isFba: false },
		{ minimumHours: 96, maximumHours: 168, isFba: false },
		{ maximumHours: null },
		{ availability: 'FUTURE_WITHOUT_DATE' },
		datedOffer(random, now, random.integer(10, 60)),
	]);
	return [makeOffer(random, cheaper(random, price), trap)];
}

function makeUsed(random: Random, price: number, most: number): WorldOffer[] {
	return Array.from({ length: random.integer(0, most) }, () =>
		makeOffer(random, cheaper(random, price), {
			condition: random.chance(0.9) ? 'Used' : 'Collectible',
			isFba: false,
		}),
	);
}

/** One in 50 of the best offers is dated as well, but in time. */
function makeAccepted(random: Random, price: number, now: number, isPlain: boolean): WorldOffer[] {
	const crowded = random.chance(0.01);
	const others = crowded ? 23 : random.chance(0.6) ? random.integer(0, 2) : random.integer(3, 9);
	const isDated = !isPlain && random.chance(0.02);
	return [
		makeOffer(random, price, isDated ? datedOffer(random, now, 1) : {}),
		...Array.from({ length: others }, () => makeOffer(random, dearer(random, price))),
	];
}

/** What each refused kind has in place of prompt, free offers. */
function differenceOf(kind: ProductKind, random: Random, now: number): Partial<WorldOffer> {
	if (kind === 'invitation_only') return { maximumHours: null };
	if (kind === 'ships_slowly') return { minimumHours: 96, maximumHours: 168 };
	if (kind === 'paid_shipping') return { shipping: random.pick([350, 500, 880]), isFba: false };
	if (kind === 'future_undated') return { availability: 'FUTURE_WITHOUT_DATE' };
	return datedOffer(random, now, random.integer(10, 40));
}

/** The Buy Box goes to the cheapest of Amazon's own stock, else to the cheapest: not always the cheapest of all. */
export function giveBuyBox(offers: WorldOffer[]): void {
	const prompt = offers
		.filter((offer) => offer.condition === 'New' && offer.maximumHours !== null)
		.sort((left, right) => left.price + left.shipping - right.price - right.shipping);
	const winner = prompt.find((offer) => offer.isFba) ?? prompt[0];
	for (const offer of offers) offer.isBuyBox = offer === winner;
}

/** All offers of a product of this kind whose cheapest acceptable price is `price` yen. */
export function makeOffers(
	random: Random,
	kind: ProductKind,
	price: number,
	now: number,
	isPlainWorld: boolean,
): WorldOffer[] {
	if (['no_offers', 'too_soon', 'invalid', 'deleted'].includes(kind)) return [];
	if (kind === 'used_only')
		return [...makeUsed(random, price, 4), makeOffer(random, price, { condition: 'Used' })];
	if (kind === 'plain' || kind === 'no_buy_box') {
		const offers = makeAccepted(random, price, now, isPlainWorld);
		if (!isPlainWorld) offers.push(...makeTraps(random, price, now));
		offers.push(...makeUsed(random, price, 3));
		if (kind === 'plain') giveBuyBox(offers);
		return offers;
	}
	const refused = Array.from({ length: random.integer(1, 3) }, () =>
		makeOffer(random, dearer(random, price), differenceOf(kind, random, now)),
	);
	giveBuyBox(refused);
	return [...refused, ...makeUsed(random, price, 3)];
}
