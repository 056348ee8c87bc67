import type { DeskShop } from '../../../shop/desk/openShop';
import { markup, type Html } from '../../render/inert';
import { renderButton, renderDesk, renderForm, type DeskView } from '../deskShell';
import { renderOpenProposals } from './openProposals';
import type { SettingField } from './settingField';
import { settingGroups } from './settingFields';
import { showSettings, type TypedSettings } from './settingsForm';

/** A form that came back with something to ask about. */
export interface AskedBack {
	typed: Partial<TypedSettings>;
	problems: ReadonlyMap<string, string>;
	/** A problem of several fields together; null if there is none. */
	problem: string | null;
}

/** Renders all values of the rule book as one form; asked back, it is kept as it was typed. */
export function renderSettingsPage(shop: DeskShop, view: DeskView, asked?: AskedBack): string {
	const shown = showSettings(shop.values);
	const groups = settingGroups.map(({ title, fields }) => {
		const rows = fields.map((field) =>
			renderField(
				field,
				asked?.typed[field.name] ?? shown[field.name] ?? '',
				asked?.problems.get(field.name),
			),
		);
		return markup`<fieldset class="card"><legend>${title}</legend><div class="columns">${rows}</div></fieldset>`;
	});
	const alarm = asked ? [renderAlarm(asked)] : [];
	const form = renderForm(view.sign('settings'), [
		...groups,
		markup`<div class="bar save">${renderButton('保存する')}<small>価格や公開が変わるものは、保存の前に何が変わるかを見て承認します。</small></div>`,
	]);
	return renderDesk('ルール', 'settings', view, [...renderOpenProposals(shop), ...alarm, form]);
}

/** Leads to each field in question: on a phone the form is several screens long. */
function renderAlarm({ problems, problem }: AskedBack): Html {
	const fields = settingGroups.flatMap((group) => group.fields);
	const ways = fields
		.filter(({ name }) => problems.has(name))
		.map(({ name, label }) => markup` <a href="#${name}">${label}</a>`);
	const text = ways.length > 0 ? `${ways.length}か所を確かめてください:` : (problem ?? '');
	return markup`<p class="alarm" role="alert">まだ保存していません。${text}${ways}</p>`;
}

function renderField(
	{ name, label, hint, control }: SettingField,
	value: string,
	problem = '',
): Html {
	const isWrong = problem !== '';
	const notes = `${isWrong ? `p-${name} ` : ''}${hint === '' ? '' : `h-${name}`}`;
	const attributes = markup`id="${name}" name="${name}"${notes === '' ? '' : markup` aria-describedby="${notes.trim()}"`}${isWrong ? markup` aria-invalid="true"` : ''}`;
	const asked = isWrong ? markup`<p class="problem" id="p-${name}">${problem}</p>` : '';
	const note = hint === '' ? '' : markup`<small id="h-${name}">${hint}</small>`;
	return markup`<div class="field"><label for="${name}">${label}</label>${renderControl(control, attributes, value)}${asked}${note}</div>`;
}

function renderControl(control: SettingField['control'], attributes: Html, value: string): Html {
	if (control === 'text') {
		return markup`<input ${attributes} value="${value}" autocomplete="off">`;
	}
	if (control === 'lines') {
		const rows = Math.min(Math.max(value.split('\n').length, 2), 8);
		// A line break right after the tag is not part of the text.
		return markup`<textarea ${attributes} rows="${rows}">${`\n${value}`}</textarea>`;
	}
	const options = control.choices.map(([choice, text]) =>
		choice === value
			? markup`<option value="${choice}" selected>${text}</option>`
			: markup`<option value="${choice}">${text}</option>`,
	);
	return markup`<select ${attributes}>${options}</select>`;
}
