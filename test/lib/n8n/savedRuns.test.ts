import type { IWorkflowSettings } from 'n8n-workflow';
import { savesEachRun } from '../../../lib/n8n/savedRuns';

const judge = (
	saveDataSuccessExecution: IWorkflowSettings['saveDataSuccessExecution'],
	environment?: string,
) =>
	savesEachRun(
		{ getWorkflowSettings: () => ({ saveDataSuccessExecution }) },
		environment === undefined ? {} : { EXECUTIONS_DATA_SAVE_ON_SUCCESS: environment },
	);

it.each<[string, boolean, IWorkflowSettings['saveDataSuccessExecution'], string | undefined]>([
	['the shipped setting', false, 'none', undefined],
	['none after an import through the menu', true, undefined, undefined],
	['none, in an n8n that saves no success', false, undefined, 'none'],
	['the default, in an n8n that saves no success', false, 'DEFAULT', 'none'],
	['all, whatever n8n does', true, 'all', 'none'],
])('should tell whether each run is kept: %s: %s', (_, saves, setting, environment) => {
	expect(judge(setting, environment)).toBe(saves);
});
