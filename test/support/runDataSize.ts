/**
 * Returns how many bytes a value takes in flatted's format, in which n8n stores run data: each text and each object
 * is written once, and a number stands in every other place.
 * @param written what was written before, and is only referred to now
 */
export function weighRunData(value: unknown, written: Map<unknown, number> = new Map()): number {
	let bytes = 0;
	const waiting: unknown[] = [];
	const refer = (each: unknown): string => {
		if (typeof each !== 'string' && (typeof each !== 'object' || each === null)) {
			return JSON.stringify(each) ?? 'null';
		}
		let number = written.get(each);
		if (number === undefined) {
			number = written.size;
			written.set(each, number);
			waiting.push(each);
		}
		return `"${number}"`;
	};
	const listFields = (each: object): string[] =>
		Object.entries(each)
			.filter(([, field]) => field !== undefined && typeof field !== 'function')
			.map(([name, field]) => `${JSON.stringify(name)}:${refer(field)}`);
	refer(value);
	for (let next = 0; next < waiting.length; next++) {
		const each = waiting[next];
		const text =
			typeof each === 'string'
				? JSON.stringify(each)
				: Array.isArray(each)
					? `[${each.map(refer).join(',')}]`
					: `{${listFields(each as object).join(',')}}`;
		bytes += Buffer.byteLength(text) + 1;
	}
	return bytes;
}
