import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * True if n8n keeps the data of every run of this workflow that succeeds. It does unless the workflow's settings
 * say otherwise, and an import through n8n's menu drops them.
 */
export function savesEachRun(
	context: Pick<IExecuteFunctions, 'getWorkflowSettings'>,
	environment: NodeJS.ProcessEnv = process.env,
): boolean {
	const { saveDataSuccessExecution: saves = 'DEFAULT' } = context.getWorkflowSettings();
	if (saves !== 'DEFAULT') return saves === 'all';
	return (environment.EXECUTIONS_DATA_SAVE_ON_SUCCESS ?? 'all') === 'all';
}
