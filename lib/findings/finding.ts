/**
 * Results of the connection check. Each has the name of the check, the name of the outcome and bare facts; the words for
 * the owner are made in lib/report/connection.
 */

export type Level = 'green' | 'amber' | 'red';

/** All outcomes of all checks, and how serious each one is, in the order in which a page shows them. */
export const outcomes = {
	amazon_token: { fresh: 'green', refused: 'red', unreachable: 'red' },
	amazon_account: { own: 'green', handed_over: 'green', other: 'red' },
	amazon_answer: {
		read: 'green',
		new_fields: 'amber',
		unreadable: 'amber',
		not_permitted: 'red',
		failed: 'amber',
		no_asin: 'amber',
	},
	amazon_rate: { as_known: 'green', higher: 'amber', lower: 'amber', unstated: 'amber' },
	base_shop: { reached: 'green', refused: 'red', unreachable: 'red' },
	base_refresh: { renewed: 'green', not_stored: 'amber', refused: 'red', failed: 'amber' },
	base_right: { given: 'green', missing: 'red', missing_orders: 'amber', failed: 'amber' },
	base_list: { read: 'green', new_fields: 'amber', unreadable_items: 'amber', failed: 'red' },
	base_detail: { read: 'green', new_fields: 'amber', no_item: 'amber', failed: 'red' },
	chatwork_room: {
		reached: 'green',
		bad_token: 'red',
		no_such_room: 'red',
		unreachable: 'amber',
		unknown: 'amber',
		unreadable: 'red',
	},
	clock: { right: 'green', off: 'amber', wrong: 'red', unknown: 'amber' },
	time_zone: { japan: 'green', other: 'amber' },
	store: { works: 'green', not_durable: 'amber', refused: 'red' },
	n8n_version: { tried: 'green', newer: 'amber', older: 'red', unknown: 'amber' },
	saved_runs: { not_saved: 'green', saved: 'amber' },
	concurrency: { enough: 'green', few: 'amber', one: 'red' },
	time_limit: { long_enough: 'green', too_short: 'red' },
	leftover_item: { removed: 'green', left: 'amber' },
	test_item: {
		made: 'green',
		stopped: 'amber',
		no_store: 'amber',
		no_calls: 'amber',
		no_right: 'red',
		refused: 'red',
		lost: 'amber',
	},
	edit_price: {
		alone: 'green',
		changes_more: 'red',
		not_applied: 'red',
		refused: 'red',
		lost: 'amber',
	},
	edit_together: {
		applied: 'green',
		partly: 'red',
		refused: 'red',
		lost: 'amber',
		not_tried: 'amber',
	},
	edit_answer: { whole: 'green', differs: 'amber' },
	edit_stock: {
		applied: 'green',
		changes_more: 'red',
		not_applied: 'amber',
		refused: 'amber',
		lost: 'amber',
		not_tried: 'amber',
	},
	images: { kept: 'green', lost: 'red', not_taken: 'amber', no_image: 'amber' },
	refusal: { documented: 'green', other_words: 'amber', accepted: 'amber' },
	test_item_end: { removed: 'green', left: 'red', left_visible: 'red' },
} as const satisfies Record<string, Record<string, Level>>;

export type Check = keyof typeof outcomes;
export type Outcome<C extends Check> = keyof (typeof outcomes)[C] & string;

/** Never a secret, a product's data, or an address: a finding goes to the maintainers as it is. */
export type Fact = string | number | boolean | readonly string[];
export type Facts = Readonly<Record<string, Fact>>;

export interface Finding {
	check: Check;
	outcome: string;
	level: Level;
	/** The operation or right that it is about; '' = there is only one. */
	about: string;
	facts: Facts;
}

/** Makes a finding whose seriousness follows from its outcome. */
export function makeFinding<C extends Check>(
	check: C,
	outcome: Outcome<C>,
	facts: Facts = {},
	about = '',
): Finding {
	const level = (outcomes[check] as Record<string, Level>)[outcome]!;
	return { check, outcome, level, about, facts };
}

/** Returns the most serious level of several findings. */
export const worstLevel = (findings: readonly Finding[]): Level =>
	findings.some(({ level }) => level === 'red')
		? 'red'
		: findings.some(({ level }) => level === 'amber')
			? 'amber'
			: 'green';
