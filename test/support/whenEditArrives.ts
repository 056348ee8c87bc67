import type { Simulator } from '../../simulator/start';

/** Does some work when the next edit reaches the simulated BASE, before it is carried out. */
export const onNextEdit = (simulator: Simulator, work: () => void): void =>
	onNextCall(simulator, 'items/edit', work);

/** Does some work when the next call of an operation reaches the simulator, before it is answered. */
export function onNextCall({ counters }: Simulator, wanted: string, work: () => void): void {
	const arrived = counters.arrived.bind(counters);
	const spy = jest
		.spyOn(counters, 'arrived')
		.mockImplementation((service, operation, shop, now) => {
			arrived(service, operation, shop, now);
			if (operation !== wanted) return;
			spy.mockRestore();
			work();
		});
}

/** How long an edit may stay away, ms. */
const PATIENCE_MS = 30_000;

/** Waits until an edit has reached the simulated BASE. It is not carried out yet. */
export async function whenEditArrives(simulator: Simulator): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new Error(`No edit reached BASE within ${PATIENCE_MS / 1000} s`)),
			PATIENCE_MS,
		);
		onNextEdit(simulator, () => {
			clearTimeout(timer);
			resolve();
		});
	});
}
