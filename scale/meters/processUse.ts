import { readFileSync, writeFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second, whatever its kernel's own tick is. */
const TICKS_A_SECOND = 100;

export interface Memory {
	nowMb: number;
	/** Since the process began, or since `forgetPeak`. */
	peakMb: number;
}

/** CPU seconds of a process so far, of all its threads, its children left out. */
export function readCpuSeconds(pid: number): number {
	const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The second field is the program's name in brackets, and may hold spaces.
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

export function readMemory(pid: number): Memory {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const megabytes = (name: string) =>
		Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
	return { nowMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
}

/** The kernel counts the peak from here on. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');
