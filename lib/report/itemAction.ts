/** The outcome of an item, in the order of a job's page: done, needs a look, unchanged. */
export const itemActions = [
	'created',
	'updated',
	'adopted',
	'accepted',
	'drifted',
	'refreshed',
	'gone',
	'dry_run',
	'hidden',
	'failed',
	'held',
	'refused',
	'unknown',
	'deferred',
	'listed',
	'none',
] as const;

export type ItemAction = (typeof itemActions)[number];

export const isItemAction = (value: unknown): value is ItemAction =>
	(itemActions as readonly unknown[]).includes(value);
