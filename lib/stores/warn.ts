/** Hears of a failure that has no further consequence. */
export type Warn = (what: string, error: unknown) => void;

/** Takes a failure for fatal, where nobody listens to warnings. */
export const raise: Warn = (_, error) => {
	throw error;
};

export const TRAILS_LOST = 'a change is missing in the charts';
