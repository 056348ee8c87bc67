/**
 * How many cases a property test tries: all of them with FULL_CASES=1, else a tenth, so that the suite stays
 * short.
 */
export const casesOf = (full: number): number =>
	process.env.FULL_CASES === '1' ? full : Math.ceil(full / 10);
