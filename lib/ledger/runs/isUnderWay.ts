import type { Leases } from './leases';
import type { RunRecord } from './runRecords';

/**
 * True while a run is at work. n8n tells nobody of an execution that it stopped or lost: its record stays open until
 * the next run of its name closes it, and only the lease that nobody prolongs shows that it is gone.
 */
export const isUnderWay = async (
	{ id, name, state }: Pick<RunRecord, 'id' | 'name' | 'state'>,
	leases: Leases,
): Promise<boolean> => state === 'running' && (await leases.current(name))?.holder === id;
