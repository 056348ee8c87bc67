import type { INodeExecutionData } from 'n8n-workflow';
import { newItem } from '../../lib/n8n/items/items';
import { addressOf } from '../../lib/report/desk/deskShell';

/** The answer to a request, for n8n's Respond to Webhook. */
export interface Answer {
	/** HTTP status. */
	status: number;
	html: string;
	/** Address to open next; of a page it is the desk's start, which no browser follows. */
	location: string;
	content_type: string;
	disposition: string;
}

const page = { content_type: 'text/html; charset=utf-8', disposition: 'inline' };

export const answerPage = (html: string, status = 200): Answer => ({
	...{ status, html, location: addressOf(''), ...page },
});

/** Sends the browser to a page, so that a reload does not send the form again. */
export const answerRedirect = (location: string): Answer => ({
	...{ status: 303, html: '', location, ...page },
});

/** Offers a CSV file. @param name file name in ASCII */
export const answerFile = (name: string, csv: string): Answer => ({
	...{ status: 200, html: csv, location: addressOf('') },
	content_type: 'text/csv; charset=utf-8',
	disposition: `attachment; filename="${name}"`,
});

export const toOutput = (answer: Answer): INodeExecutionData[][] => [[newItem(answer)]];
