/**
 * The fields of an answer that our programs know: `known` = a value whose inside does not matter. A list
 * has the fields of its entries.
 */
export type KnownFields = typeof known | { readonly [field: string]: KnownFields };

export const known = 'known';

const MOST_NAMED = 20;

/** Field names of a documented interface; another name might be data, such as a product's code. */
const FIELD_NAME = /^[A-Za-z][\w-]{0,39}$/;

/**
 * Lists the fields of an answer that we don't know, by path and without values, e.g. `items[].weight`.
 * @returns sorted, at most 20
 */
export function findUnknownFields(json: unknown, fields: KnownFields): string[] {
	const found = new Set<string>();
	collect(json, fields, '', found);
	return [...found].sort().slice(0, MOST_NAMED);
}

function collect(json: unknown, fields: KnownFields, path: string, found: Set<string>): void {
	if (fields === known || json === null || typeof json !== 'object') return;
	if (Array.isArray(json)) {
		for (const entry of json) collect(entry, fields, `${path}[]`, found);
		return;
	}
	for (const [name, value] of Object.entries(json)) {
		const shown = FIELD_NAME.test(name) ? name : '(…)';
		const at = path === '' ? shown : `${path}.${shown}`;
		if (Object.hasOwn(fields, name)) collect(value, fields[name]!, at, found);
		else found.add(at);
	}
}

/**
 * Lists the fields that differ between two records, by name and without values.
 * @param ignored names of fields that may differ
 */
export function findDifferences(
	before: Readonly<Record<string, unknown>>,
	after: Readonly<Record<string, unknown>>,
	ignored: (name: string) => boolean = () => false,
): string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	const differs = (name: string) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
	return [...names].filter((name) => !ignored(name) && differs(name)).sort();
}
