import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { HostFacts } from '../../findings/judgeHost';
import { isQueueMode } from '../liveness';
import { savesEachRun } from '../savedRuns';

type HostContext = Pick<IExecuteFunctions, 'getWorkflowSettings' | 'getTimezone'>;

/** The process that runs n8n, as far as it can be read from inside. */
export interface HostProcess {
	env: NodeJS.ProcessEnv;
	/** As `process.argv`. */
	argv: readonly string[];
}

export function readHost(context: HostContext, host: HostProcess = process): HostFacts {
	return {
		// n8n tells a node nothing about itself, but the started program lies in its package.
		version: findVersion(host.argv[1], 'n8n'),
		zone: context.getTimezone(),
		savesEachRun: savesEachRun(context, host.env),
		concurrency: readConcurrency(host),
		timeLimitSeconds: readTimeLimit(context, host.env),
		isQueueMode: isQueueMode(),
	};
}

/** Returns the version of the package that a file lies in; '' if it lies in no package of this name. */
export function findVersion(file: string | undefined, name: string): string {
	if (file === undefined) return '';
	try {
		for (let folder = dirname(realpathSync(file)); ; folder = dirname(folder)) {
			const version = readVersion(folder, name);
			if (version !== null) return version;
			if (dirname(folder) === folder) return '';
		}
	} catch {
		return '';
	}
}

function readVersion(folder: string, wanted: string): string | null {
	try {
		const text = readFileSync(join(folder, 'package.json'), 'utf8');
		const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
		return name === wanted && typeof version === 'string' ? version : null;
	} catch {
		return null;
	}
}

/** A worker takes 10 runs at once unless its start says otherwise; a single n8n has no limit. */
const WORKERS_LIMIT = 10;

function readConcurrency({ env, argv }: HostProcess): number | null {
	const typed = Number(env.N8N_CONCURRENCY_PRODUCTION_LIMIT ?? -1);
	if (Number.isInteger(typed) && typed > 0) return typed;
	const place = argv.findIndex((each) => /^--concurrency(=|$)/.test(each));
	if (place >= 0) {
		const value = Number(argv[place]!.split('=')[1] ?? argv[place + 1]);
		if (Number.isInteger(value) && value > 0) return value;
	}
	return isQueueMode() ? WORKERS_LIMIT : null;
}

function readTimeLimit(
	context: Pick<IExecuteFunctions, 'getWorkflowSettings'>,
	env: NodeJS.ProcessEnv,
): number | null {
	const { executionTimeout: own } = context.getWorkflowSettings();
	const set = Number(env.EXECUTIONS_TIMEOUT ?? -1);
	const limits = [own, set].filter((each): each is number => typeof each === 'number' && each > 0);
	return limits.length > 0 ? Math.min(...limits) : null;
}
