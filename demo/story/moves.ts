import type { Truth } from '../../simulator/world/product';
import type { World } from '../../simulator/world/world';
import { isReportable, mapped } from './expectations';

export interface Move {
	asin: string;
	before: Truth;
	after: Truth;
}

const share = 0.05;

const isPriceMove = ({ before, after }: Move): boolean =>
	before.price !== null && after.price !== null && isReportable(before, after);
const isSellOut = ({ before, after }: Move): boolean =>
	before.status === 'in_stock' && after.status === 'out_of_stock';

/** ASINs on sale in the shop and at Amazon that have not moved yet, dearest first. */
function candidates(world: World, shopName: string, moved: ReadonlySet<string>): string[] {
	return mapped(world.listings(shopName))
		.filter(({ asin, item }) => item.visible === 1 && !moved.has(asin))
		.map(({ asin }) => ({ asin, price: world.truth(asin).price ?? 0 }))
		.filter(({ price }) => price > 1_000)
		.sort((left, right) => right.price - left.price)
		.map(({ asin }) => asin);
}

/**
 * Lets time pass at Amazon: one product in twenty moves. Chance may leave out a kind of move that
 * the demo is there to show, so a price rise and a sell-out are made where they are missing.
 */
export function moveWorld(world: World, shopName: string): Move[] {
	const moves: Move[] = world.advance({ share });
	const listed = new Set(mapped(world.listings(shopName)).map(({ asin }) => asin));
	const happened = (test: (move: Move) => boolean): boolean =>
		moves.some((move) => listed.has(move.asin) && test(move));
	const make = (act: (asin: string, price: number) => void): void => {
		const [asin] = candidates(world, shopName, new Set(moves.map((move) => move.asin)));
		if (asin === undefined) throw new Error('No product is left to be moved');
		const before = world.truth(asin);
		act(asin, before.price!);
		moves.push({ asin, before, after: world.truth(asin) });
	};
	if (!happened(isPriceMove)) {
		make((asin, price) => world.setOffer(asin, { price: Math.round(price * 1.2) }));
	}
	if (!happened(isSellOut)) make((asin) => world.setOffer(asin, { inStock: false }));
	return moves.filter(({ asin }) => listed.has(asin));
}
