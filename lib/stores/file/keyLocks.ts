import { lstat, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock as takeLock } from 'proper-lockfile';
import { readCode, LockLostError, LockTimeoutError } from '../errors';
import { tolerantFs } from './system/folderLimits';
import { makeFolder } from './system/ownFiles';
import { isPassing, patiently } from './system/patience';

export interface LockOptions {
	/** A lock not renewed for this time belonged to a process that died. */
	staleMs: number;
	/** How long to wait for another process's lock. */
	waitMs: number;
	/** Returns [0, 1); spreads the waiting. */
	random: () => number;
}

export interface HeldLock {
	/** Throws LockLostError if another process may have taken the lock by now. */
	assertHeld(): void;
}

/** Another process's lock as it was last seen. */
interface WatchedLock {
	mtimeMs: number;
	/** When it was first seen with this time, ms of the steady clock. */
	since: number;
}

const LONGEST_PAUSE_MS = 60;
const TRIES_AFTER_LOSS = 3;
/** proper-lockfile removes stale locks without a second check, so we do that ourselves. */
const NEVER_STALE_MS = 10 * 365 * 24 * 3600 * 1000;

/**
 * Locks a key within this process (by a queue) and across processes (by a lock folder). It uses the real
 * time of day, because the file system's clock dates lock folders.
 */
export class KeyLocks {
	readonly #tails = new Map<string, Promise<unknown>>();

	constructor(
		private readonly folder: string,
		private readonly options: LockOptions,
	) {}

	/** @param name safe as a file name. The task may run again if its lock was lost before it wrote. */
	async hold<T>(name: string, task: (held: HeldLock) => Promise<T>): Promise<T> {
		const before = this.#tails.get(name) ?? Promise.resolve();
		const mine = before.then(() => this.#holdAcrossProcesses(name, task));
		const tail = mine.then(
			() => undefined,
			() => undefined,
		);
		this.#tails.set(name, tail);
		try {
			return await mine;
		} finally {
			if (this.#tails.get(name) === tail) this.#tails.delete(name);
		}
	}

	async #holdAcrossProcesses<T>(name: string, task: (held: HeldLock) => Promise<T>): Promise<T> {
		for (let left = TRIES_AFTER_LOSS; ; left--) {
			const { held, release } = await this.#acquire(name);
			try {
				return await task(held);
			} catch (error) {
				if (!(error instanceof LockLostError) || left === 0) throw error;
			} finally {
				await release();
			}
		}
	}

	async #acquire(name: string): Promise<{ held: HeldLock; release: () => Promise<void> }> {
		const path = join(this.folder, `${name}.lock`);
		const startedAt = performance.now();
		const watched: WatchedLock = { mtimeMs: NaN, since: startedAt };
		for (let attempt = 0; ; attempt++) {
			const waitedMs = performance.now() - startedAt;
			const held = await this.#attempt(name, path, waitedMs > this.options.waitMs);
			if (held) return held;
			if (await this.#isStale(path, watched)) {
				await this.#removeStale(path, watched);
				continue;
			}
			if (waitedMs > this.options.waitMs) throw new LockTimeoutError(name, waitedMs);
			await sleep((0.5 + this.options.random()) * Math.min(2 ** attempt, LONGEST_PAUSE_MS));
		}
	}

	/** @param isLate whether a folder that can't be made is an error by now */
	async #attempt(name: string, path: string, isLate: boolean) {
		let isCompromised = false;
		const deadline = performance.now() + this.options.staleMs / 2;
		try {
			const free = await takeLock(path, {
				lockfilePath: path,
				realpath: false,
				fs: tolerantFs,
				stale: NEVER_STALE_MS,
				update: Math.max(1000, this.options.staleMs / 4),
				onCompromised: () => (isCompromised = true),
			});
			const assertHeld = () => {
				if (isCompromised || performance.now() > deadline) throw new LockLostError(name);
			};
			return { held: { assertHeld }, release: () => releaseQuietly(free) };
		} catch (error) {
			if (readCode(error) === 'ELOCKED') return null;
			// The lock's folder is just going: neither free nor taken.
			if (isPassing(error) && !isLate) return null;
			if (readCode(error) !== 'ENOENT') throw error;
			await makeFolder(this.folder);
			return null;
		}
	}

	/**
	 * A live holder renews its lock's time. A holder that died before the clock was set back left a time
	 * in the future, and only observing the lock distinguishes it from a live one.
	 */
	async #isStale(path: string, watched: WatchedLock): Promise<boolean> {
		try {
			const { mtimeMs } = await patiently(() => lstat(path));
			if (mtimeMs !== watched.mtimeMs) {
				Object.assign(watched, { mtimeMs, since: performance.now() });
			}
			const { staleMs } = this.options;
			return Date.now() - mtimeMs > staleMs || performance.now() - watched.since > staleMs;
		} catch (error) {
			if (readCode(error) === 'ENOENT') return false;
			throw error;
		}
	}

	/**
	 * Removes it under a second lock and checks again; otherwise a lock just taken by another could be
	 * removed.
	 */
	async #removeStale(path: string, watched: WatchedLock): Promise<void> {
		const recovery = `${path}.recovery`;
		try {
			const free = await takeLock(recovery, {
				lockfilePath: recovery,
				realpath: false,
				fs: tolerantFs,
				stale: this.options.staleMs,
				onCompromised: () => undefined,
			});
			try {
				if (await this.#isStale(path, watched)) await patiently(() => rmdir(path));
			} finally {
				await releaseQuietly(free);
			}
		} catch (error) {
			const isOver = readCode(error) === 'ELOCKED' || readCode(error) === 'ENOENT';
			if (!isOver && !isPassing(error)) throw error;
			await sleep(LONGEST_PAUSE_MS * this.options.random());
		}
	}
}

/** A lock that was taken from us need not be released. */
async function releaseQuietly(free: () => Promise<void>): Promise<void> {
	try {
		await free();
	} catch (error) {
		if (!['ERELEASED', 'ENOTACQUIRED'].includes(readCode(error))) throw error;
	}
}
