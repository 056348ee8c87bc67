/** One line of the table at the end of a story on a real n8n. */
export interface Finding {
	what: string;
	found: string;
	isTrue: boolean;
}

export const finding = (what: string, found: string, isTrue: boolean): Finding => ({
	what,
	found,
	isTrue,
});

/** Writes the findings as lines, one below the other. */
export const tabulate = (findings: readonly Finding[]): string =>
	findings
		.map(
			({ what, found, isTrue }) => `  ${isTrue ? 'ok   ' : 'WRONG'}  ${what.padEnd(50)} ${found}`,
		)
		.join('\n');
