import { isDeepStrictEqual } from 'node:util';
import type { Watcher } from '../simulator/options';
import type { Simulator } from '../simulator/start';
import type { Ended, Event, Happening, Pressed, Shown } from './happenings';
import { shownIn } from './observe';

type Answer = Parameters<NonNullable<Watcher['answered']>>[2];

/** Writes down what happens to a shop, as the services see it. */
export class Chronicle implements Watcher {
	private readonly happenings: Happening[] = [];
	private known = new Map<number, Shown>();
	private simulator: Simulator | null = null;
	/** How far the process's clock is ahead of the true time, ms. */
	skewMs = 0;

	constructor(
		private readonly shop: string,
		private readonly now: () => number,
	) {}

	/** Begins with the shop as it is. */
	follow(simulator: Simulator): void {
		this.simulator = simulator;
		this.known = this.look();
	}

	wrote(shop: string, itemId: number): void {
		if (shop !== this.shop) return;
		const [before, after] = [this.known.get(itemId), this.look().get(itemId)];
		if (!before || !after) return;
		this.known.set(itemId, after);
		this.note({ kind: 'edit', before, after });
	}

	answered(asin: string, operation: 'getItemOffers' | 'getItemOffersBatch', answer: Answer): void {
		const read = this.read(asin, answer);
		if (read) this.note({ kind: 'answer', asin, operation, ...read });
	}

	/** Finds what was changed by hand since the last look. */
	noticeHands(): void {
		const shown = this.look();
		for (const [id, before] of this.known) {
			const after = shown.get(id) ?? null;
			if (!isDeepStrictEqual(before, after)) this.note({ kind: 'hand', before, after });
		}
		this.known = shown;
	}

	press(button: Pressed['button']): void {
		this.note({ kind: 'pressed', button });
	}

	end(ended: Omit<Ended, 'kind' | 'visible'>): void {
		const visible = [...this.look().values()].filter((item) => item.visible);
		this.note({ kind: 'ended', ...ended, visible: visible.map(({ item_id }) => item_id) });
	}

	/** Hands over all that happened since it was asked last. */
	take(): Happening[] {
		this.noticeHands();
		return this.happenings.splice(0);
	}

	private note(event: Event): void {
		const at = this.now();
		this.happenings.push({ at, clock: at + this.skewMs, ...event });
	}

	private look = (): Map<number, Shown> =>
		this.simulator ? shownIn(this.simulator, this.shop) : new Map<number, Shown>();

	/** Reads an answer as a correct client does; null = it proves nothing. */
	private read(asin: string, { status, body }: Answer) {
		if (status === 400 || status === 404) return { status: 'gone' as const, price: null };
		if (!body.payload || !this.simulator) return null;
		// A lie calls sold out even what Amazon has no price for yet.
		if (isSoldOut(body.payload)) return { status: 'out_of_stock' as const, price: null };
		const truth = this.simulator.world.truth(asin);
		return truth.status === 'unknown' ? null : truth;
	}
}

const isSoldOut = ({ status, Offers }: NonNullable<Answer['body']['payload']>): boolean =>
	(status === 'Success' || status === 'NoBuyableOffers') && (Offers ?? []).length === 0;
