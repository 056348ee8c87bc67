import type { RuleValues } from '../../lib/ledger/rules/ruleValues';
import { undoAtDesk } from '../support/deskJobs';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/**
 * Found by a walk through the first week: the owner undid a run, said no to the question that followed, and later saved
 * the address of the desk. The new version of the rules counted as a reason, and the next run raised what they had
 * said no to.
 */

const SHOP = 'demo-shop';
/** 2,000 x 1.4, and x 1.5. */
const RAISED = 2800;
const RAISED_AGAIN = 3000;

let story: SyncStory;

const prices = (): number[] => [...new Set(story.asins.map((asin) => story.shown(asin).price))];

const openQuestions = async () =>
	await withStoredData(async ({ questions }) =>
		(await questions.all(SHOP)).filter(({ answer }) => answer === null),
	);

const amend = async (values: Partial<RuleValues>): Promise<void> =>
	await withStoredData(async ({ rules }) => void (await rules.amend(SHOP, values, 'owner')));

const approve = async (markup: number): Promise<void> => {
	const { rules } = await story.sync({ markup });
	await story.sync({ markup, approve: rules!.proposal!.code });
};

beforeEach(async () => {
	story = await openStory(3);
	await approve(1.4);
	expect(prices()).toEqual([RAISED]);
	const run = await withStoredData(async ({ journal }) => (await journal.runs())[0]!.run);
	await undoAtDesk(story, run);
	expect(prices()).toEqual([PRICE]);
	await withStoredData(async ({ pauses }) => await pauses.clear(SHOP));
	await story.syncLater({ markup: 1.4 });
	const [question] = await openQuestions();
	expect(question).toMatchObject({ kind: 'unexplained', asked: 3 });
	await withStoredData(async ({ questions }) => await questions.answer(SHOP, question!.codes.no));
}, 60_000);
afterEach(async () => await story.stop());

it.each<[string, Partial<RuleValues>]>([
	['an address of the desk', { desk_url: 'https://n8n.example.jp/webhook/desk' }],
	['another threshold', { thresholds: { yen: 200, percent: null, watchNewsMinutes: 60 } }],
])(
	'should keep the prices of a no after the owner saved %s',
	async (_, values) => {
		await amend(values);
		for (let runs = 0; runs < 2; runs++) {
			const { rules } = await story.syncLater({ markup: 1.4 });
			expect({ prices: prices(), proposal: rules!.proposal }).toEqual({
				...{ prices: [PRICE], proposal: null },
			});
		}
		expect(await openQuestions()).toEqual([]);
	},
	60_000,
);

it('should follow another markup that the owner approved after the no', async () => {
	await approve(1.5);
	await story.syncLater({ markup: 1.5 });
	expect(prices()).toEqual([RAISED_AGAIN]);
}, 60_000);
