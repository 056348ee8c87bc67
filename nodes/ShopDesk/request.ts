import { readFile } from 'node:fs/promises';
import type { IWebhookFunctions } from 'n8n-workflow';

/** The fields of an address or of a form; a name that occurs several times has several values. */
export class Fields {
	private readonly fields: Readonly<Record<string, unknown>>;

	/** @param fields as n8n read them; anything but a record has no fields */
	constructor(fields: unknown) {
		this.fields = isRecord(fields) ? fields : {};
	}

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

/** A request to the desk. */
export interface DeskRequest {
	isForm: boolean;
	/** The fields of the address. */
	query: Fields;
	/** The fields of the form. */
	body: Fields;
	/** Reads the file that the owner chose in the form; null if there is none, or an empty one. */
	readUpload: () => Promise<Buffer | 'too_big' | null>;
}

/** A table of 10,772 items has 1 MB. */
const MOST_BYTES = 5_000_000;

/** Reads what the browser sent, as n8n hands it over. */
export function readRequest(context: IWebhookFunctions): DeskRequest {
	const { method, headers } = context.getRequestObject();
	const body: unknown = context.getBodyData();
	// Only n8n's own reader of forms writes the paths of files; another body could name any file.
	const isUpload = /^multipart\/form-data(;|$)/i.test(headers['content-type'] ?? '');
	const { data, files } = isUpload && isRecord(body) ? body : { data: body, files: {} };
	return {
		isForm: method === 'POST',
		query: new Fields(context.getQueryData()),
		body: new Fields(data),
		readUpload: async () => await readFirst(files),
	};
}

async function readFirst(files: unknown): Promise<Buffer | 'too_big' | null> {
	const [first] = isRecord(files) ? Object.values(files) : [];
	if (!isRecord(first) || typeof first.filepath !== 'string' || first.size === 0) return null;
	return Number(first.size) > MOST_BYTES ? 'too_big' : await readFile(first.filepath);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
