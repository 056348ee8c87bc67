/** A reason to stop that the person at the terminal can act on: shown as one sentence, no stack. */
export class Failure extends Error {
	override name = 'Failure';
}

export const messageOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);
