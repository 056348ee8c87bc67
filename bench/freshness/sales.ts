import { weighItem } from '../../lib/freshness/weighItem';
import { Random } from '../../simulator/world/random';
import { rounded, type Figure } from '../figure';
import { gauss, wait, type MarketRules } from './market';
import { playWatch } from './play';

/** A shop of 10,772 items that takes 200 orders a day: most items sell twice a year, a few every day. */
const ORDERS_A_DAY = 200;
const SPREAD = 2;
const KNOWN_DAYS = 30;
const SHARE = 0.8;

/**
 * Measures whether the watch loses fewer sales at a wrong price if it knows what sold in the last 30 days. A wrong
 * minute costs as much as the item sells; the watch knows only the orders, and never that rate.
 */
export async function measureSales(rules: MarketRules, bound: number): Promise<Figure> {
	const { rates, sold } = drawSales(rules.items, rules.seed);
	const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
	const market = { ...rules, weights: rates.map((rate) => rate / mean) };
	const play = async (units: readonly number[]) => {
		const weights = units.map((each) =>
			weighItem({ visible: true, price: 2000, floor: null, sold: each }),
		);
		const { wrongMinutes } = await playWatch(market, {
			share: SHARE,
			isAllKnowing: false,
			weights,
		});
		return wrongMinutes[rules.days - 1]!;
	};
	const without = await play(rates.map(() => 0));
	const withOrders = await play(sold);
	return {
		id: 'sale_weighted_wrong_minutes_with_orders_over_without',
		value: rounded(withOrders / without),
		...{ unit: '', bound, against: 'the same watch without the orders' },
		how: `${rounded(withOrders)} sale-weighted wrong minutes an item and day, over ${rounded(without)}; ${ORDERS_A_DAY} orders a day, day ${rules.days}`,
	};
}

/** Draws how often each item sells a day, and the units that it sold in the days before. */
function drawSales(items: number, seed: number): { rates: number[]; sold: number[] } {
	const seeded = new Random(seed + 1);
	const random = () => seeded.next();
	const drawn = Array.from({ length: items }, () => Math.exp(SPREAD * gauss(random)));
	const sum = drawn.reduce((all, each) => all + each, 0);
	const rates = drawn.map((each) => (each / sum) * ORDERS_A_DAY);
	return { rates, sold: rates.map((rate) => countArrivals(random, rate, KNOWN_DAYS)) };
}

function countArrivals(random: () => number, rate: number, days: number): number {
	let count = 0;
	for (let at = wait(random, rate); at < days; at += wait(random, rate)) count++;
	return count;
}
