import { findTokenFault, signForm, type FormClaim } from '../../../../lib/shop/desk/formToken';

const secret = 'a'.repeat(64);
const now = Date.parse('2026-11-29T04:00:00Z');
const claim: FormClaim = {
	...{ action: 'approve', account: 'my-shop', targets: ['ABC234'], state: '1-XYZ', rows: 3 },
};

describe('the token of a form', () => {
	const token = signForm(secret, claim, now);
	const HOUR_MS = 3_600_000;

	it('should hold for the form that it was made for', () => {
		expect(findTokenFault(secret, claim, token, now + 2 * HOUR_MS)).toBeNull();
	});

	it('should expire after two hours', () => {
		expect(findTokenFault(secret, claim, token, now + 2 * HOUR_MS + 1)).toBe('expired');
	});

	it('should not come from the future', () => {
		expect(findTokenFault(secret, claim, token, now - HOUR_MS)).toBe('expired');
	});

	it.each<[string, Partial<FormClaim>]>([
		['another action', { action: 'withdraw' }],
		['another shop', { account: 'other-shop' }],
		['another target', { targets: ['ABC235'] }],
		['a further target', { targets: ['ABC234', 'ABC235'] }],
		['another state', { state: '2-XYZ' }],
		['a lost row', { rows: 2 }],
	])('should be refused for %s', (_, change) => {
		expect(findTokenFault(secret, { ...claim, ...change }, token, now)).toBe('forged');
	});

	it('should be refused if another secret made it', () => {
		expect(findTokenFault('b'.repeat(64), claim, token, now)).toBe('forged');
	});

	it('should be refused with another time', () => {
		const later = token.replace(String(now), String(now + 1));
		expect(findTokenFault(secret, claim, later, now)).toBe('forged');
	});

	it.each(['', '.', 'x', `${now}.`, `${now}.${'0'.repeat(64)}`, `${token}0`, ` ${token}`])(
		'should be refused as %p',
		(forged) => {
			expect(findTokenFault(secret, claim, forged, now)).toBe('forged');
		},
	);

	it('should be made for no more than 200 rows', () => {
		expect(() => signForm(secret, { ...claim, rows: 201 }, now)).toThrow('at most 200');
	});
});
