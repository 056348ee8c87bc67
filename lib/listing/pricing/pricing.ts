import type { StopCause } from '../offer';
import { computeNet, priceForNet } from './fees';
import { formatYen, multiplyDown, multiplyUp } from '../money';
import { roundingNames, roundPrice } from './rounding';
import type { FloorRule, MarkupTier, PriceOverride, PricingRule } from './rule';

/** Turns Amazon's price into the shop's price: pure, integer yen, every step explained. */

export interface Cost {
	/** ListingPrice + Shipping, yen. */
	price: number;
	/** Points as yen. */
	points: number;
}

export interface PriceDecision {
	/** Yen; null if the rule refuses to name a price. */
	price: number | null;
	/** Why the rule refuses; null if it doesn't. */
	refused: string | null;
	/** The floor that the price is below, if that is why; null for any other reason. */
	below: FloorCause | null;
	/** Smallest price at which a sale does not lose money and that the owner allows, yen. */
	floor: number;
	/** The steps with figures. */
	why: string[];
}

export type FloorCause = Extract<StopCause, 'below_floor' | 'own_floor'>;

export const floorNames: Record<FloorCause, string> = {
	below_floor: '原価割れ',
	own_floor: 'この商品に決めた下限',
};

/** Net cost of the goods for one sale in yen. */
const goodsCost = (cost: Cost, rule: PricingRule): number =>
	rule.deductPoints ? Math.max(cost.price - cost.points, 0) : cost.price;

/**
 * The smallest price that leaves the cost after shop fees and is at least the cost's minimum ratio.
 * Points never count here: they lower the price that the rule wants, not the floor.
 */
export function computeFloor(cost: Cost, rule: FloorRule, override: PriceOverride = {}): number {
	const outlay = cost.price + rule.fixedCost + rule.shippingCost;
	return Math.max(
		priceForNet(outlay, rule.fees),
		multiplyUp(cost.price, rule.minimumRatioPercent, 100),
		override.floor ?? 0,
	);
}

/** Says of a price below the floor whether it loses money, or is only below the owner's own floor. */
export const findFloorCause = (price: number, cost: Cost, rule: FloorRule): FloorCause =>
	price < computeFloor(cost, rule) ? 'below_floor' : 'own_floor';

/** The shop's price for a cost, or the reason why there is none. */
export function decidePrice(
	cost: Cost,
	rule: PricingRule,
	override: PriceOverride = {},
): PriceDecision {
	const floor = computeFloor(cost, rule, override);
	const why: string[] = [];
	const wanted =
		override.price === undefined
			? computeRounded(cost, rule, override, why)
			: takeFixed(override.price, why);
	const { price, refused } = keepWithinLimits(wanted, rule, override, why);
	if (price !== null && price < floor) {
		const below = findFloorCause(price, cost, rule);
		const limit = below === 'own_floor' ? floor : computeFloor(cost, rule);
		why.push(`下限 ${formatYen(limit)} を下回るため使えません`);
		return { price: null, refused: refuseBelow(below, price, limit), below, floor, why };
	}
	if (price !== null) {
		why.push(
			`手数料を引いた手取り ${formatYen(computeNet(price, rule.fees))}、下限 ${formatYen(floor)}`,
		);
	}
	return { price, refused, below: null, floor, why };
}

/** Refuses a price for a reason in the rule itself; the floor still holds. */
export const refusePrice = (
	cost: Cost,
	rule: FloorRule,
	override: PriceOverride,
	refused: string,
): PriceDecision => ({
	price: null,
	refused,
	below: null,
	floor: computeFloor(cost, rule, override),
	why: [],
});

const refuseBelow = (below: FloorCause, price: number, limit: number): string =>
	below === 'own_floor'
		? `計算した価格 ${formatYen(price)} が、この商品に決めた下限 ${formatYen(limit)} を下回ります`
		: `原価割れ: 計算した価格 ${formatYen(price)} が下限 ${formatYen(limit)} (手数料込みの原価) を下回ります`;

function takeFixed(price: number, why: string[]): number {
	why.push(`商品ごとのルールの価格 ${formatYen(price)}`);
	return price;
}

function computeRounded(
	cost: Cost,
	rule: PricingRule,
	override: PriceOverride,
	why: string[],
): number {
	const goods = goodsCost(cost, rule);
	if (rule.deductPoints && cost.points > 0) {
		why.push(
			`仕入 ${formatYen(cost.price)} - ポイント ${formatYen(cost.points)} = ${formatYen(goods)}`,
		);
	}
	const extra = rule.fixedCost + rule.shippingCost;
	const raw =
		rule.targetMarginPercent !== null && override.markupPercent === undefined
			? computeByMargin({ goods, extra }, rule.fees, rule.targetMarginPercent, why)
			: computeByMarkup({ goods, extra }, chooseTiers(rule, override), why);
	const rounded = roundPrice(raw, rule.rounding);
	if (rounded !== raw) why.push(`${roundingNames[rule.rounding]} → ${formatYen(rounded)}`);
	return rounded;
}

const chooseTiers = (rule: PricingRule, override: PriceOverride): readonly MarkupTier[] =>
	override.markupPercent === undefined
		? rule.tiers
		: [{ upTo: null, markupPercent: override.markupPercent }];

/** The costs of an item, yen: its goods, and the rule's own costs beside them. */
interface Outlay {
	goods: number;
	extra: number;
}

function computeByMargin(
	{ goods, extra }: Outlay,
	fees: PricingRule['fees'],
	marginPercent: number,
	why: string[],
): number {
	const price = priceForNet(goods + extra, fees, marginPercent);
	why.push(
		`仕入 ${formatYen(goods)}${extra > 0 ? ` + 経費 ${formatYen(extra)}` : ''}、利益率 ${marginPercent}% (手数料込み) → ${formatYen(price)}`,
	);
	return price;
}

function computeByMarkup(
	{ goods, extra }: Outlay,
	tiers: readonly MarkupTier[],
	why: string[],
): number {
	const price = markUp(goods, tiers) + extra;
	const factor =
		tiers.length === 1 ? `× ${(tiers[0]?.markupPercent ?? 100) / 100}` : '(段階別の掛け率)';
	why.push(
		`仕入 ${formatYen(goods)} ${factor}${extra > 0 ? ` + 経費 ${formatYen(extra)}` : ''} = ${formatYen(price)}`,
	);
	return price;
}

/** Each tier multiplies its own slice of the cost, so any tiers are continuous and monotonic. */
export function markUp(cost: number, tiers: readonly MarkupTier[]): number {
	let hundredths = 0;
	let from = 0;
	for (const tier of tiers) {
		const to = Math.min(cost, tier.upTo ?? cost);
		if (to > from) hundredths += (to - from) * tier.markupPercent;
		from = Math.max(from, to);
	}
	return multiplyDown(hundredths, 1, 100);
}

function keepWithinLimits(
	wanted: number,
	rule: PricingRule,
	override: PriceOverride,
	why: string[],
): { price: number | null; refused: string | null } {
	const { minimum, maximum } = rule;
	if (maximum !== null && wanted > maximum) {
		return {
			price: null,
			refused: `上限 ${formatYen(maximum)} を超える価格 ${formatYen(wanted)} のため出せません`,
		};
	}
	if (minimum && wanted < minimum.price && override.price === undefined) {
		if (minimum.action === 'refuse') {
			return {
				price: null,
				refused: `最低価格 ${formatYen(minimum.price)} に届かない価格 ${formatYen(wanted)} のため出せません`,
			};
		}
		why.push(`最低販売価格 ${formatYen(minimum.price)} に引き上げ`);
		return { price: minimum.price, refused: null };
	}
	return { price: wanted, refused: null };
}

/** A cost so high that the fees' fixed parts and roundings no longer matter, yen. */
const DEAR_COST = 1_000_000;

/**
 * Refuses a markup that leaves every item below its floor, because it would hide the whole shop.
 * @throws Error that says so, with the smallest markup that covers the fees
 */
export function requireProfit(rule: PricingRule): void {
	if (rule.targetMarginPercent !== null) return;
	const top = rule.tiers.at(-1)!.markupPercent;
	const floor = computeFloor({ price: DEAR_COST, points: 0 }, rule);
	if (multiplyDown(DEAR_COST, top, 100) >= floor) return;
	const least = Math.ceil((floor * 100) / DEAR_COST);
	throw new Error(
		`掛け率 (markup) ${top / 100} では、手数料を引くと赤字になります。${least / 100} 以上にしてください。`,
	);
}

/** @throws Error that says what is wrong with the rule and how to correct it. */
export function assertUsableRule(rule: PricingRule): void {
	const ends = rule.tiers.map((tier) => tier.upTo);
	if (rule.tiers.length === 0 || ends.at(-1) !== null) {
		throw new Error(
			'掛け率の最後の段には上限を付けず、それより高い商品すべてに使えるようにしてください。',
		);
	}
	for (const [index, tier] of rule.tiers.entries()) {
		if (!Number.isInteger(tier.markupPercent) || tier.markupPercent <= 0) {
			throw new Error(
				`掛け率 ${tier.markupPercent / 100} は使えません。1.3 のように小数点以下2桁までの正の数にしてください。`,
			);
		}
		const previous = index > 0 ? (ends[index - 1] ?? 0) : 0;
		if (tier.upTo !== null && tier.upTo <= previous) {
			throw new Error(
				`掛け率の段は安い順に並べてください (${tier.upTo} が ${previous} 以下です)。`,
			);
		}
	}
	if (rule.targetMarginPercent !== null) priceForNet(0, rule.fees, rule.targetMarginPercent);
	if (rule.minimum && rule.maximum !== null && rule.minimum.price > rule.maximum) {
		throw new Error(
			`最低販売価格 ${formatYen(rule.minimum.price)} が上限 ${formatYen(rule.maximum)} より高くなっています。`,
		);
	}
}
