import type { Reply } from '../http';

/** One error as the Selling Partner API words it. */
export interface ModelError {
	code: string;
	message: string;
	details?: string;
}

export const errorReply = (status: number, code: string, message: string): Reply => ({
	status,
	body: { errors: [{ code, message, details: '' }] satisfies ModelError[] },
});

export const invalidInput = (message: string): Reply => errorReply(400, 'InvalidInput', message);

/** A 429 carries neither Retry-After nor the rate that applied. */
export const quotaExceeded = (): Reply => ({
	...errorReply(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.'),
	isThrottled: true,
});

const unauthorized = (message: string, details = ''): Reply => ({
	status: 403,
	body: { errors: [{ code: 'Unauthorized', message, details }] satisfies ModelError[] },
});

/** The message of every 403 but an outage's: recorded answers have the reason in `details`. */
export const accessDenied = (details = ''): Reply =>
	unauthorized('Access to requested resource is denied.', details);

/** What every call was answered for 25 minutes when a region failed (selling-partner-api-models #2595). */
export const expiredSession = (): Reply =>
	unauthorized('The security token included in the request is expired');

const codes: Record<number, string> = {
	400: 'InvalidInput',
	403: 'Unauthorized',
	404: 'NotFound',
	429: 'QuotaExceeded',
	500: 'InternalFailure',
	503: 'ServiceUnavailable',
};

/** An error of any status, as a fault asks for it. */
export const failed = (status: number): Reply =>
	errorReply(
		status,
		codes[status] ?? 'InternalFailure',
		'We encountered an internal error. Please try again.',
	);
