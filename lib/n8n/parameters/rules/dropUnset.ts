/** Returns the object without the fields that nobody has set. */
export const dropUnset = <T extends object>(
	given: T,
): { [Field in keyof T]?: Exclude<T[Field], undefined> } =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
