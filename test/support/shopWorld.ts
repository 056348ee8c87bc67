import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, IWorkflowBase } from 'n8n-workflow';
import { simulatorAt } from '../../realN8n/n8n/credentials';
import { typeTime } from '../../realN8n/n8n/workflows';
import type { Simulator } from '../../simulator/start';
import type { Credentials } from './n8nEngine';

/** The credentials that connect our nodes to a simulator. */
export function credentialsFor(simulator: Simulator, shopIndex = 0): Credentials {
	const shop = simulator.credentials.shops[shopIndex];
	if (!shop) throw new Error(`The simulator has no shop ${shopIndex}`);
	const tokens = shop.issueTokens();
	return {
		amazonSpApi: {
			marketplace: 'JP',
			...simulator.credentials.amazon,
			...simulatorAt(simulator.amazonUrl),
		},
		baseShopOAuth2Api: {
			grantType: 'authorizationCode',
			clientId: shop.clientId,
			clientSecret: shop.clientSecret,
			...simulatorAt(simulator.baseUrl),
			accessTokenUrl: shop.accessTokenUrl,
			authUrl: shop.authorizeUrl,
			authentication: 'body',
			scope: 'read_users read_items write_items',
			oauthTokenData: {
				...tokens,
				n8n_expires_at: Date.now() + tokens.expires_in * 1000,
			} as unknown as ICredentialDataDecryptedObject,
		},
		chatworkTokenApi: {
			apiToken: simulator.credentials.chatwork.apiToken,
			...simulatorAt(simulator.chatworkUrl),
		},
	};
}

/** The room of every message: a setting of the sync; other workflows take it from there. */
export const chatworkOf = (simulator: Simulator) => ({
	chatwork_room_id: simulator.credentials.chatwork.roomId,
});

/** Each run of the sync asks for every item, by the batch operation alone, so calls can be counted. */
export const askForAll = { ttl_hours: 0, use_single_operation: false };

/**
 * A shipped workflow with the values of its 設定 node replaced. Where only the sync has a room in its
 * settings, the room goes into 実行の開始, so that a test can run without a sync before it. `ttl_hours`,
 * `ttl_days` and `interval_hours` go into the nodes that otherwise follow the interval of a trigger.
 */
export function shippedWorkflow(
	file: string,
	settings: Record<string, unknown> = {},
): IWorkflowBase {
	const text = readFileSync(join(__dirname, '../../workflows', file), 'utf8');
	const workflow = JSON.parse(text) as IWorkflowBase;
	const node = workflow.nodes.find(({ name }) => name === '設定');
	const { assignments } = (node?.parameters.assignments ?? { assignments: [] }) as {
		assignments: Array<{ name: string; value: unknown }>;
	};
	const start = workflow.nodes.find(({ name }) => name === '実行の開始');
	for (const [name, value] of Object.entries(settings)) {
		if (typeTime(workflow, name, value)) continue;
		const isRoomOfAnother = name === 'chatwork_room_id' && file !== 'price-stock-sync.json';
		if (isRoomOfAnother && start) {
			start.parameters.room = String(value);
			continue;
		}
		const assignment = assignments.find((candidate) => candidate.name === name);
		if (!assignment) throw new Error(`設定 of ${file} has no "${name}"`);
		assignment.value = value;
	}
	return workflow;
}

/** A shipped workflow that begins with a form, as if it had just been sent with these answers. */
export function submittedForm(
	file: string,
	answers: Record<string, string>,
	settings: Record<string, unknown> = {},
): { workflow: IWorkflowBase; startNode: string } {
	const workflow = shippedWorkflow(file, settings);
	const form = workflow.nodes.find(({ type }) => type.endsWith('.formTrigger'));
	if (!form) throw new Error(`${file} has no form`);
	form.type = 'test.items';
	form.parameters = { items: JSON.stringify([answers]) };
	return { workflow, startNode: form.name };
}
