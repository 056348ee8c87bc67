import type { IExecuteFunctions } from 'n8n-workflow';

/** The fields of an address or of a form; a name that occurs several times has several values. */
export class Fields {
	constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

	/** Returns the value of a name; undefined if it is absent or occurs several times. */
	find(name: string): string | undefined {
		const value = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
		return typeof value === 'string' ? value : undefined;
	}

	read(name: string): string {
		return this.find(name) ?? '';
	}

	list(name: string): string[] {
		const value = Object.hasOwn(this.fields, name) ? this.fields[name] : [];
		const values = Array.isArray(value) ? (value as unknown[]) : [value];
		return values.filter((each): each is string => typeof each === 'string');
	}

	/** Returns all fields that occur once. */
	all(): Record<string, string> {
		return Object.fromEntries(
			Object.entries(this.fields).filter(
				(entry): entry is [string, string] => typeof entry[1] === 'string',
			),
		);
	}
}

/** Reads a part of the request from the output of n8n's Webhook. */
export function readFields(context: IExecuteFunctions, part: 'query' | 'body'): Fields {
	const fields = context.getInputData()[0]?.json[part];
	const isRecord = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
	return new Fields(isRecord ? (fields as Record<string, unknown>) : {});
}
