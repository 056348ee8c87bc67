import type { Redis } from 'ioredis';
import type { SharedLastCall } from './limiter';

/** Keeps the last call of all workers as a key that lives for the distance to the next one. */
export class RedisLastCall implements SharedLastCall {
	constructor(
		private readonly client: Pick<Redis, 'set' | 'pttl'>,
		private readonly key: string,
	) {}

	async claim(distanceMs: number): Promise<number> {
		const taken = await this.client.set(this.key, '1', 'PX', distanceMs, 'NX');
		if (taken === 'OK') return 0;
		// The key may be gone by now: PTTL is negative then.
		return Math.max(await this.client.pttl(this.key), 0) + 1;
	}

	async note(distanceMs: number): Promise<void> {
		await this.client.set(this.key, '1', 'PX', distanceMs);
	}
}
