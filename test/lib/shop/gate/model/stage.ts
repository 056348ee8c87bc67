/**
 * Actors that work at the same time, and stop wherever another process could come between. Whoever directs the
 * stage says who goes on, and how far.
 */

export type Role = 'sync' | 'watch' | 'undo' | 'brake' | 'release';

/** A moment of a story: its place in the order of all that happened, and the time on the clock. */
export interface Moment {
	order: number;
	/** Milliseconds since 1970. */
	at: number;
}

export class Actor {
	readonly waiting: Array<() => void> = [];
	/** It wrote down what it is about to send, and not yet what came of it. */
	isCalling = false;
	/** It waits for time to pass. */
	isAsleep = false;
	isDone = false;
	isDead = false;
	/** What it died of by itself; null if of nothing. */
	error: unknown = null;
	/** Since its last sleep it has seen nothing anew. */
	wokeAt: Moment | null = null;

	constructor(
		readonly role: Role,
		readonly name: string,
		/** The run that it undoes. */
		readonly undoes: string | null = null,
	) {}

	/** Waits until the director lets it go on. */
	async turn(): Promise<void> {
		await new Promise<void>((goOn) => this.waiting.push(goOn));
	}
}

/** An actor that waits at more points than this has lost its way. */
const MOST_POINTS = 20_000;

export class Stage {
	readonly actors: Actor[] = [];

	/** Lets an actor begin; it stops at its first point. */
	async begin(actor: Actor, play: () => Promise<void>): Promise<void> {
		this.actors.push(actor);
		const end = (error: unknown) => {
			Object.assign(actor, { error, isDone: true });
			this.actors.splice(this.actors.indexOf(actor), 1);
		};
		play().then(
			() => end(null),
			(error: unknown) => end(error),
		);
		await settle();
	}

	/** Lets an actor pass so many points, or fewer if it ends before. */
	async goOn(actor: Actor, points: number): Promise<void> {
		for (let point = 0; point < points && !actor.isDone && !actor.isDead; point++) {
			if (actor.isAsleep) await this.endCalls(actor);
			const goOn = actor.waiting.shift();
			if (!goOn) throw new Error(`${actor.name} waits for nobody`);
			goOn();
			await settle();
		}
	}

	/** Time passes, and no call takes minutes: those under way come to their end. */
	async endCalls(besides: Actor | null = null): Promise<void> {
		for (const actor of [...this.actors]) {
			while (actor !== besides && actor.isCalling && !actor.isAsleep && !actor.isDone) {
				await this.goOn(actor, 1);
			}
		}
	}

	async finish(actor: Actor): Promise<void> {
		await this.goOn(actor, MOST_POINTS);
		if (!actor.isDone && !actor.isDead) throw new Error(`${actor.name} never ends`);
	}

	/** As if its process were killed: it never goes on. */
	kill(actor: Actor): void {
		actor.isDead = true;
		this.actors.splice(this.actors.indexOf(actor), 1);
	}
}

/** Lets everything run that waits for nothing outside. */
const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
