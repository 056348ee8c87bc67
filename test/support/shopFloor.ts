/** Smallest price that leaves the cost after 3.6% + 40 yen and 3%, and cost x 1.05: by search. */
export function shopFloor(cost: number): number {
	let price = Math.ceil(cost * 1.05);
	const left = () => price - Math.ceil((price * 36) / 1000) - 40 - Math.ceil((price * 3) / 100);
	while (left() < cost) price++;
	return price;
}
