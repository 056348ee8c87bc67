import { onStore } from '../onStore';
import { markTable } from './markTable';
import { readTable } from './readTable';

/** The operations that keep n8n's Data Tables in step with the store. */
export const tableOperations = { markTable: onStore(markTable), readTable: onStore(readTable) };
