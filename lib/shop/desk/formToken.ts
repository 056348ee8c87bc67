import { createHmac, timingSafeEqual } from 'node:crypto';

/** The facts of a form that its token vouches for. */
export interface FormClaim {
	action: string;
	account: string;
	/** The things that the form acts on, e.g. the code of a proposal. */
	targets: readonly string[];
	/** The state that the page showed: of the shop's rules, see nameState, or of the question that it answers. */
	state: string;
	/** Number of its rows. n8n drops the fields of a form past the 1,000th without a word. */
	rows: number;
}

/** `forged` is also every token of another form. */
export type TokenFault = 'forged' | 'expired';

/** A page that lay open for longer is opened again. */
const LIFETIME_MS = 2 * 3_600_000;

/** Two machines of one shop may differ by this much. */
const CLOCK_ERROR_MS = 60_000;

/** More rows would come near n8n's limit of fields. */
export const MOST_ROWS = 200;

/**
 * Signs a form. n8n serves pages in a sandbox, so a form of a stranger's page looks like one of ours and the
 * browser sends the password along: only this token proves that the desk made the form.
 * @param now milliseconds since 1970
 */
export function signForm(secret: string, claim: FormClaim, now: number): string {
	if (claim.rows > MOST_ROWS) throw new Error(`A form has at most ${MOST_ROWS} rows.`);
	return `${now}.${computeSeal(secret, claim, now)}`;
}

/**
 * Finds the fault of a token; null if the desk made it for this very claim.
 * @param now milliseconds since 1970
 */
export function findTokenFault(
	secret: string,
	claim: FormClaim,
	token: string,
	now: number,
): TokenFault | null {
	const [, time = '', seal = ''] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(token) ?? [];
	const wanted = Buffer.from(computeSeal(secret, claim, Number(time)));
	const given = Buffer.from(seal.padEnd(wanted.length, ' '));
	if (!timingSafeEqual(wanted, given)) return 'forged';
	const age = now - Number(time);
	return age > LIFETIME_MS || age < -CLOCK_ERROR_MS ? 'expired' : null;
}

const computeSeal = (secret: string, claim: FormClaim, time: number): string =>
	createHmac('sha256', secret)
		.update(
			JSON.stringify([claim.action, claim.account, claim.targets, claim.state, claim.rows, time]),
		)
		.digest('hex');
