import { posix } from 'node:path';

/** Links and pictures of the Markdown files of a package. */

const LINK = /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^()\s]+(?:\([^()]*\))?)\)/g;
const OUTSIDE = /^(https?:|mailto:)/;

const withoutCode = (markdown: string): string =>
	markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

const targetsIn = (markdown: string): string[] =>
	[...withoutCode(markdown).matchAll(LINK)].map(([, , , target]) => target!);

/** The name that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
	heading
		.trim()
		.toLowerCase()
		.replace(/[`*_[\]()]/g, '')
		.replace(/[^\p{L}\p{N}\s-]/gu, '')
		.replace(/\s/g, '-');

const anchorsIn = (markdown: string): Set<string> =>
	new Set([...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!)));

/**
 * Makes the links of a file at the package's root absolute, as a registry's page needs them: it shows the text alone.
 * @param tag the release, so that an old version's page shows the old pictures
 */
export function makeAbsolute(markdown: string, repository: string, tag: string): string {
	const raw = repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
	return markdown.replace(LINK, (whole, sign: string, text: string, target: string) => {
		if (OUTSIDE.test(target) || target.startsWith('#')) return whole;
		const path = posix.normalize(target);
		const base = sign === '!' ? `${raw}/${tag}` : `${repository}/blob/${tag}`;
		return `${sign}[${makeAbsolute(text, repository, tag)}](${base}/${path})`;
	});
}

/**
 * Finds links that lead nowhere: a file that is not there, or a heading that no file has.
 * @param files the texts of the Markdown files by path, and '' for every other file
 * @param home where absolute links into the repository begin; they are checked like relative ones
 */
export function findBrokenLinks(
	files: ReadonlyMap<string, string>,
	home: readonly string[],
): string[] {
	const broken: string[] = [];
	for (const [file, markdown] of files) {
		if (!file.endsWith('.md')) continue;
		for (const target of targetsIn(markdown)) {
			const [address = '', anchor = ''] = target.split('#');
			const path = resolvePath(file, address, home);
			if (path === null) continue;
			const text = files.get(path);
			const isFolder = [...files.keys()].some((name) => name.startsWith(`${path}/`));
			const hasAnchor = anchor === '' || anchorsIn(text ?? '').has(decodeURIComponent(anchor));
			if ((text === undefined && !isFolder) || !hasAnchor) broken.push(`${file}: ${target}`);
		}
	}
	return broken;
}

/** Returns the path of a target in the package; null if it lies outside of the repository. */
function resolvePath(file: string, address: string, home: readonly string[]): string | null {
	if (address === '') return file;
	const base = home.find((each) => address.startsWith(`${each}/`));
	if (base !== undefined) return decodeURIComponent(address.slice(base.length + 1));
	if (OUTSIDE.test(address)) return null;
	return posix.join(posix.dirname(file), decodeURIComponent(address));
}
