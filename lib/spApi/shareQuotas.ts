import type { SpApiClient } from './client';
import type { SpApiOperation } from './limits';

/** One operation that can process the queue at its own pace. */
export interface QuotaShare {
	operation: SpApiOperation;
	/** ASINs per turn. */
	size: number;
	/** Asks Amazon about them; it throws only an error that must stop the whole run. */
	ask: (asins: string[]) => Promise<void>;
}

export interface QuotaShareOptions {
	client: Pick<SpApiClient, 'turn'>;
	priority?: number;
	signal?: AbortSignal;
	/** Called after each turn with the number of ASINs not yet taken. */
	onProgress?: (left: number) => void;
}

/**
 * Processes a queue through several quotas at once. Each ASIN goes to the lane that has its next turn
 * first, so independent quotas add up; a turn that comes when the queue is empty is returned.
 */
export async function askThroughQuotas(
	asins: readonly string[],
	lanes: readonly QuotaShare[],
	options: QuotaShareOptions,
): Promise<void> {
	const queue = [...asins];
	const drained = new AbortController();
	const failed = new AbortController();
	const signals = [drained.signal, failed.signal, options.signal].filter((signal) => !!signal);
	const signal = AbortSignal.any(signals);
	const asking: Array<Promise<void>> = [];

	const take = (lane: QuotaShare) => {
		const taken = queue.splice(0, lane.size);
		options.onProgress?.(queue.length);
		if (queue.length === 0) drained.abort();
		return taken;
	};
	const draw = async (lane: QuotaShare) => {
		while (queue.length > 0) {
			await options.client.turn(lane.operation, { priority: options.priority, signal });
			const taken = take(lane);
			if (taken.length > 0) {
				asking.push(lane.ask(taken).catch((error: unknown) => failed.abort(error)));
			}
		}
	};
	const drawUntilDrained = async (lane: QuotaShare) => {
		try {
			await draw(lane);
		} catch (error) {
			if (drained.signal.aborted && !failed.signal.aborted && !options.signal?.aborted) return;
			failed.abort(error);
			throw error;
		}
	};

	try {
		await Promise.all(lanes.map(drawUntilDrained));
	} finally {
		await untilAborted(Promise.all(asking), options.signal);
	}
	failed.signal.throwIfAborted();
	options.signal?.throwIfAborted();
}

/** Waits for pending answers, unless a person presses Stop. */
async function untilAborted(
	work: Promise<unknown>,
	signal: AbortSignal | undefined,
): Promise<void> {
	if (!signal) {
		await work;
		return;
	}
	const aborted = Promise.withResolvers<void>();
	const end = () => aborted.resolve();
	if (signal.aborted) end();
	signal.addEventListener('abort', end, { once: true });
	try {
		await Promise.race([work, aborted.promise]);
	} finally {
		signal.removeEventListener('abort', end);
	}
}
