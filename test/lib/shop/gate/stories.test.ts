import type { Page } from './model/amazon';
import type { Step } from './model/steps';
import { tellStory } from './model/story';

/** Stories that once ended badly, told to the end. */

/** Tells a story, and returns how the item stands at its end. */
async function tellOf(itemId: number, steps: Step[]) {
	const { fault, items } = await tellStory(steps);
	expect(fault).toBeNull();
	return items.get(itemId)!;
}

const finish: Step = { do: 'finish', who: 0 };
const by = (hand: Extract<Step, { do: 'owner' }>['hand'], item: number, price = 0): Step => ({
	...{ do: 'owner', item, hand, price },
});
const pull: Step = { do: 'brake', days: null };
const release: Step = { do: 'release', asks: false };

describe('the stories of the gate', () => {
	it('should not show what the owner showed and hid again during a brake', async () => {
		const item = await tellOf(1, [pull, finish, by('hide again', 1), release, finish]);
		expect(item.visible).toBe(false);
	});

	it('should show what the owner only looked at during a brake', async () => {
		const item = await tellOf(1, [pull, finish, release, finish]);
		expect(item.visible).toBe(true);
	});

	it('should not undo a hide after the owner showed and hid the item again', async () => {
		const sold: Step = { do: 'amazon', item: 1, page: { stock: 'out_of_stock' } };
		const back: Step = { do: 'amazon', item: 1, page: { stock: 'in_stock' } };
		const undo: Step = { do: 'undo', which: 0, asks: true };
		const hidden: Step[] = [sold, { do: 'sync' }, finish, back];
		expect((await tellOf(1, [...hidden, undo, finish])).visible).toBe(true);
		const item = await tellOf(1, [...hidden, by('hide again', 1), undo, finish]);
		expect(item.visible).toBe(false);
	});

	it('should not show what the owner hid after a brake was killed at its hide', async () => {
		const minutes: Step = { do: 'wait', minutes: 10, isAsleep: false };
		for (let points = 1; points < 20; points++) {
			const dies: Step[] = [pull, { do: 'go on', who: 0, points }, { do: 'die', who: 0 }];
			await tellOf(1, [...dies, minutes, by('hide', 1), release, finish]);
		}
	});

	it('should find a brake done only when what it may have missed is hidden', async () => {
		const sold: Step = { do: 'amazon', item: 1, page: { stock: 'out_of_stock' } };
		const back: Step = { do: 'amazon', item: 1, page: { stock: 'in_stock' } };
		const late: Step = { do: 'mishap', kind: 'late' };
		for (let points = 20; points < 60; points++) {
			const shows: Step[] = [late, { do: 'sync' }, { do: 'go on', who: 0, points }];
			const pulled: Step[] = [pull, { do: 'go on', who: 1, points: 8 }, finish, finish];
			await tellOf(1, [sold, { do: 'sync' }, finish, back, ...shows, ...pulled]);
		}
	});

	it('should end no brake that was pulled again meanwhile, and show nothing', async () => {
		const again: Step[] = [pull, finish, release, { do: 'go on', who: 0, points: 1 }];
		const second: Step[] = [pull, { do: 'finish', who: 1 }, finish];
		expect((await tellOf(1, [...again, ...second])).visible).toBe(false);
	});

	it('should take its own price of a hidden item for no word of the owner', async () => {
		const hidden: Step[] = [by('hide', 2), by('hand over', 2), by('price', 2, 1000)];
		const item = await tellOf(2, hidden);
		expect(item).toMatchObject({ price: 2600, visible: false });
	});

	it('should not send a show again that the owner took back meanwhile', async () => {
		const lost: Step = { do: 'mishap', kind: 'lost after' };
		for (let points = 5; points < 40; points++) {
			const shows: Step[] = [lost, release, { do: 'go on', who: 0, points }];
			await tellOf(3, [pull, finish, ...shows, by('hide', 3), finish]);
		}
	});

	it('should keep a price by hand that came after the yes to another', async () => {
		const yes: Step = { do: 'answer', which: 0, says: 'yes' };
		const item = await tellOf(3, [yes, by('price', 3, 4500)]);
		expect(item.price).toBe(4500);
	});

	it('should show nothing on an answer that grew old while a job waited', async () => {
		const wait: Step = { do: 'wait', minutes: 110, isAsleep: false };
		const hour: Step = { do: 'mishap', kind: 'hour' };
		await tellOf(1, [pull, finish, wait, hour, release, finish]);
	});

	it('should not send again over a price that the owner set meanwhile', async () => {
		const dearer: Step = { do: 'amazon', item: 1, page: { price: 2500 } };
		const lost: Step = { do: 'mishap', kind: 'lost before' };
		for (let points = 1; points < 60; points++) {
			const go: Step = { do: 'go on', who: 0, points };
			await tellOf(1, [dearer, lost, { do: 'sync' }, go, by('price', 1, 5000), finish]);
		}
	});

	it('should keep an old price that the owner set again over a lost edit', async () => {
		const approve: Step = { do: 'approve', markup: 150 };
		const late: Step = { do: 'mishap', kind: 'late' };
		const hours: Step = { do: 'wait', minutes: 170, isAsleep: false };
		const sent: Step = { do: 'go on', who: 0, points: 21 };
		const lostAlone: Step[] = [approve, late, { do: 'sync' }, sent, { do: 'pause' }, hours];
		const item = await tellOf(1, [...lostAlone, by('price', 1, 2600)]);
		expect(item.price).toBe(2600);
	});

	it('should ask before it sends a lost cut again to an item that changed since', async () => {
		const approve: Step = { do: 'approve', markup: 120 };
		const minutes: Step = { do: 'wait', minutes: 10, isAsleep: false };
		for (let points = 10; points < 24; points++) {
			const sent: Step[] = [{ do: 'sync' }, approve, { do: 'go on', who: 0, points }];
			await tellOf(1, [...sent, { do: 'die', who: 0 }, minutes, by('sell', 1)]);
		}
	});

	it('should not write over an undo whose answer was lost', async () => {
		const cheaper: Step = { do: 'amazon', item: 4, page: { price: 2200 } };
		const late: Step = { do: 'mishap', kind: 'late' };
		const undo: Step = { do: 'undo', which: 1, asks: false };
		for (let points = 20; points < 34; points++) {
			const undone: Step[] = [undo, late, { do: 'go on', who: 0, points }, { do: 'die', who: 0 }];
			await tellOf(4, [cheaper, { do: 'sync' }, finish, ...undone]);
		}
	});

	it('should show nothing by a yes from before the owner hid it again', async () => {
		const yes: Step = { do: 'answer', which: 0, says: 'yes' };
		const asked = [pull, finish, by('hide again', 3), release, finish, { do: 'sync' as const }];
		const item = await tellOf(3, [...asked, finish, yes, by('hide again', 3)]);
		expect(item.visible).toBe(false);
	});

	it('should cut nothing that Amazon does not know any more', async () => {
		const gone: Step = { do: 'amazon', item: 3, page: { stock: 'gone' } };
		const silent: Step = { do: 'amazon', item: 3, page: { witness: 'silent' } };
		const undo: Step = { do: 'undo', which: 0, asks: true };
		const day: Step = { do: 'wait', minutes: 1500, isAsleep: false };
		const priced: Step[] = [{ do: 'answer', which: 0, says: 'yes' }, { do: 'sync' }, finish];
		const hidden: Step[] = [gone, { do: 'sync' }, finish, { ...undo, which: 1 }, finish];
		await tellOf(3, [...priced, ...hidden, undo, silent, day]);
	});

	it('should wait for an edit that slept on its way when the brake is pulled', async () => {
		const sleep: Step = { do: 'wait', minutes: 170, isAsleep: true };
		const late: Step = { do: 'mishap', kind: 'late' };
		for (let points = 24; points < 36; points++) {
			const go: Step = { do: 'go on', who: 0, points };
			const slept: Step[] = [by('hand over', 4), { do: 'sync' }, go, sleep, late];
			await tellOf(4, [...slept, { do: 'go on', who: 0, points: 13 }, pull]);
		}
	});

	it('should promise nothing of an item that a release kept the brake from hiding', async () => {
		const go = (who: number, points: number): Step => ({ do: 'go on', who, points });
		const mishap = (kind: 'lost before' | 'refused'): Step => ({ do: 'mishap', kind });
		await tellOf(3, [
			pull,
			{ do: 'watch', items: [2] },
			go(2, 9),
			{ do: 'sync' },
			...[go(3, 22), mishap('lost before'), release, go(3, 28), mishap('refused'), go(0, 26)],
		]);
	});

	it('should let two releases show side by side what one brake hid', async () => {
		const go = (who: number, points: number): Step => ({ do: 'go on', who, points });
		const undo: Step = { do: 'undo', which: 0, asks: true };
		await tellOf(3, [
			...[pull, go(0, 6), go(0, 14), go(0, 33), undo, release, release],
			...[go(1, 5), { do: 'finish', who: 0 } as const, go(1, 17)],
		]);
	});

	it('should send nothing again on what grew old while the store was asked', async () => {
		const go: Step = { do: 'go on', who: 0, points: 31 };
		const sleep: Step = { do: 'wait', minutes: 200, isAsleep: true };
		const lost: Step = { do: 'mishap', kind: 'lost before' };
		await tellOf(1, [{ do: 'approve', markup: 120 }, lost, { do: 'sync' }, go, sleep]);
	});

	it('should promise nothing of an item that a release has shown before the brake ended', async () => {
		const refused: Step = { do: 'mishap', kind: 'refused' };
		const asking: Step = { do: 'release', asks: true };
		const end: Step = { do: 'finish', who: 1 };
		await tellOf(1, [pull, { do: 'go on', who: 0, points: 34 }, refused, asking, end]);
	});

	it('should go by the newest answer of two undos that asked side by side', async () => {
		const undo: Step = { do: 'undo', which: 0, asks: true };
		const costs = (price: number): Step => ({ do: 'amazon', item: 4, page: { price } });
		const begun: Step[] = [{ do: 'sync' }, costs(3200), finish, undo, undo];
		const asked: Step[] = [{ do: 'go on', who: 1, points: 4 }, costs(900)];
		const shown: Step[] = [{ do: 'go on', who: 0, points: 24 }, by('hand over', 4)];
		const agreed: Step = { do: 'amazon', item: 4, page: { witness: 'agreed' } };
		await tellOf(4, [...begun, ...asked, ...shown, agreed]);
	});

	it('should take back a refill on whatever Amazon says', async () => {
		const gone: Step = { do: 'amazon', item: 3, page: { stock: 'gone' } };
		const silent: Step = { do: 'amazon', item: 1, page: { witness: 'silent' } };
		const undo: Step = { do: 'undo', which: 0, asks: true };
		const refilled: Step[] = [gone, by('sell', 1), { do: 'sync' }, finish, silent];
		await tellOf(1, [...refilled, { do: 'sync' }, undo, { do: 'go on', who: 1, points: 23 }]);
	});

	it('should promise of two brakes only what each has pulled itself', async () => {
		const go = (who: number, points: number): Step => ({ do: 'go on', who, points });
		const refused: Step = { do: 'mishap', kind: 'refused' };
		const pulled: Step[] = [{ do: 'brake', days: 1 }, by('sell', 2), { do: 'brake', days: 2 }];
		const released: Step[] = [refused, go(1, 35), release, go(2, 21), go(0, 9), go(2, 7)];
		await tellOf(3, [...pulled, ...released, go(0, 30), { do: 'release', asks: true }, go(2, 23)]);
	});

	it('should show nothing that another run finds unproved before the call', async () => {
		const asking: Step = { do: 'release', asks: true };
		const silent: Step = { do: 'amazon', item: 3, page: { witness: 'silent' } };
		const released: Step[] = [pull, finish, asking, { do: 'go on', who: 0, points: 21 }];
		await tellOf(3, [...released, { do: 'sync' }, silent, { do: 'finish', who: 1 }]);
	});

	it('should show what was handed over after the list was read', async () => {
		const go = (who: number, points: number): Step => ({ do: 'go on', who, points });
		const watched: Step[] = [{ do: 'watch', items: [1, 2, 3] }, go(1, 32), go(1, 36)];
		const begun: Step[] = [{ do: 'approve', markup: 120 }, { do: 'sync' }, ...watched];
		expect((await tellOf(4, [...begun, go(0, 23), by('hand over', 4)])).visible).toBe(true);
	});

	it('should prove a cut from a price whose run was killed before it heard the answer', async () => {
		const says = (page: Partial<Page>): Step => ({ do: 'amazon', item: 2, page });
		const silent: Step[] = [says({ price: 3200 }), says({ witness: 'silent' })];
		const go: Step = { do: 'go on', who: 0, points: 26 };
		const die: Step = { do: 'die', who: 0 };
		await tellOf(2, [{ do: 'sync' }, ...silent, go, says({ price: 2500 }), die]);
	});

	it('should take the price before a late edit for no word while the edit may still come', async () => {
		const go = (points: number): Step => ({ do: 'go on', who: 0, points });
		const refused: Step = { do: 'amazon', item: 2, page: { stock: 'filtered_out' } };
		const begun: Step[] = [{ do: 'watch', items: [1, 2, 3, 4] }, refused];
		const sent: Step[] = [{ do: 'approve', markup: 150 }, go(27), go(6)];
		const late: Step[] = [{ do: 'mishap', kind: 'late' }, go(8), go(10), { do: 'die', who: 0 }];
		await tellOf(1, [...begun, ...sent, ...late, by('price', 1, 2600)]);
	});

	it('should count a hide by hand as its own while its own call may still come', async () => {
		const slept: Step = { do: 'wait', minutes: 60, isAsleep: true };
		const lost: Step = { do: 'mishap', kind: 'lost before' };
		const pulled: Step[] = [
			{ do: 'brake', days: 1 },
			{ do: 'go on', who: 0, points: 28 },
		];
		await tellOf(2, [...pulled, slept, by('hide', 2), lost, finish, release]);
	});
});
