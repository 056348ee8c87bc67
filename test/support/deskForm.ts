/** A form on a page: its fields, repeated ones as a list. */
export type DeskForm = Record<string, string | string[]>;

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
const unescape = (text: string): string =>
	text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name]!);

/** Reads the form that does an action from a page, filled in as it is shown. */
export function readDeskForm(html: string, action: string): DeskForm {
	const form = html
		.split('<form')
		.slice(1)
		.map((part) => part.split('</form>')[0]!)
		.find((part) => part.includes(`name="action" value="${action}"`));
	if (form === undefined) throw new Error(`No form does ${action}`);
	const fields: DeskForm = {};
	const add = (name: string, value: string) => {
		const before = fields[name];
		fields[name] = before === undefined ? value : [before, unescape(value)].flat();
		if (before === undefined) fields[name] = unescape(value);
	};
	for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
		if (tag.includes('type="checkbox"') && !tag.includes(' checked')) continue;
		const name = / name="([^"]*)"/.exec(tag)?.[1];
		if (name) add(name, / value="([^"]*)"/.exec(tag)?.[1] ?? '');
	}
	for (const [, tag, text] of form.matchAll(/<textarea ([^>]*)>\n?([^<]*)<\/textarea>/g)) {
		add(/name="([^"]*)"/.exec(tag!)![1]!, text!);
	}
	for (const [, tag, options] of form.matchAll(/<select ([^>]*)>(.*?)<\/select>/gs)) {
		add(/name="([^"]*)"/.exec(tag!)![1]!, /value="([^"]*)" selected/.exec(options!)?.[1] ?? '');
	}
	return fields;
}
