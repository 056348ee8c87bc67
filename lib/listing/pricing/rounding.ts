/** Rounds a computed price to one that looks like a price. */
export const roundings = ['half_up_10', 'up_10', 'up_80', 'up_90', 'up_980', 'none'] as const;

export type Rounding = (typeof roundings)[number];

/** Smallest number >= price that is `ending` modulo `step`. */
const upToEnding = (price: number, ending: number, step: number): number =>
	price + ((((ending - price) % step) + step) % step);

const rounders: Record<Rounding, (price: number) => number> = {
	half_up_10: (price) => Math.floor((price + 5) / 10) * 10,
	up_10: (price) => Math.ceil(price / 10) * 10,
	up_80: (price) => upToEnding(price, 80, 100),
	up_90: (price) => upToEnding(price, 90, 100),
	up_980: (price) => upToEnding(price, 980, 1000),
	none: (price) => price,
};

/** Every rounding is monotonic: it never gives a more expensive item a lower price. */
export const roundPrice = (price: number, rounding: Rounding): number => rounders[rounding](price);

export const roundingNames: Record<Rounding, string> = {
	half_up_10: '10円単位で四捨五入',
	up_10: '10円単位で切り上げ',
	up_80: '末尾80円に切り上げ',
	up_90: '末尾90円に切り上げ',
	up_980: '末尾980円に切り上げ',
	none: '丸めなし',
};
