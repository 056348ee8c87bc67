import { onStore } from '../onStore';
import { backUp } from './backUp';
import { restore } from './restore';

/** The operations that copy the store and bring a copy back. */
export const backupOperations = { backUp: onStore(backUp), restore: onStore(restore) };
