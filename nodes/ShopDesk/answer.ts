import type { DeskJob } from '../../lib/ledger/desk/deskJobs';

/** A job for the nodes after the desk, as its item names it. */
export type StartedJob = DeskJob & { account: string };

/** The answer to a request. */
export interface Answer {
	/** HTTP status. */
	status: number;
	/** HTML, or the text of a file; empty where the browser is sent on. */
	body: string;
	/** Headers of this very answer. */
	headers: Readonly<Record<string, string>>;
	/** Goes on in n8n after the answer; absent = nothing does. */
	job?: StartedJob;
	/** Work that nobody waits for, done once the answer is sent; absent = none. */
	after?: () => Promise<void>;
}

/** Has work done behind an answer. */
export const thenDo = (answer: Answer, after: () => Promise<void>): Answer => ({
	...answer,
	after,
});

/** Has n8n go on with a job behind an answer. */
export const startJob = (answer: Answer, job: StartedJob): Answer => ({ ...answer, job });

const HTML = { 'content-type': 'text/html; charset=utf-8' };

export const answerPage = (body: string, status = 200): Answer => ({ status, body, headers: HTML });

/** Has the browser ask its person for the name and the password. */
export const askForPassword = (body: string): Answer => ({
	...{ status: 401, body },
	headers: { ...HTML, 'www-authenticate': 'Basic realm="Amazon-BASE", charset="UTF-8"' },
});

/** Sends the browser to a page, so that a reload does not send the form again. */
export const answerRedirect = (location: string): Answer => ({
	...{ status: 303, body: '', headers: { ...HTML, location } },
});

/** Offers a CSV file. @param name file name in ASCII */
export const answerFile = (name: string, csv: string): Answer => ({
	...{ status: 200, body: csv },
	headers: {
		'content-type': 'text/csv; charset=utf-8',
		'content-disposition': `attachment; filename="${name}"`,
	},
});
