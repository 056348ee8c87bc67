import { DateTime } from 'luxon';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { goLive } from '../support/shopRules';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { syncOnce } from '../support/syncOnce';

/** n8n is set to New York, as on a server abroad, and a menu import has dropped the workflow's own zone. */

let simulator: Simulator;
let credentials: Credentials;

beforeAll(async () => {
	useTemporaryUserFolder();
	quickenFirstCalls();
	simulator = await startSimulator({ products: 5, plain: true, speed: 1e6, tokenSpeed: 1 });
	credentials = credentialsFor(simulator);
	await goLive();
	const workflow = shippedWorkflow('basic-info-weekly.json', chatworkOf(simulator));
	workflow.settings = { ...workflow.settings, timezone: 'America/New_York' };
	expect(
		(await runWorkflow(workflow, { credentials, startNode: '定期実行' })).error,
	).toBeUndefined();
});
afterAll(async () => await simulator.stop());

/** The weekly schedule's next start: Sunday at 4 in New York. */
function nextSunday(): DateTime {
	const now = DateTime.now().setZone('America/New_York');
	const at = now.set({ weekday: 7, hour: 4, minute: 0, second: 0, millisecond: 0 });
	return (at > now ? at : at.plus({ weeks: 1 })).setZone('Asia/Tokyo').setLocale('ja');
}

it('should name once when the weekly look really comes in Japan', async () => {
	const { message } = await syncOnce(simulator, credentials);
	expect(message).toContain('n8nのタイムゾーン (America/New_York) で決まります');
	expect(message).toContain(
		`次は日本時間の ${nextSunday().toFormat('M月d日(ccc) HH:mm')} に動きます`,
	);
	expect((await syncOnce(simulator, credentials)).message).not.toContain('America/New_York');
});
