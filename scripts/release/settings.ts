/** Where a release comes from: it stands in the packed manifest, and the README's links lead there. */
export interface RepositorySettings {
	/** `https://github.com/owner/name`. */
	repository: string;
	homepage: string;
	bugs: string;
}

const GITHUB = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/;

/**
 * Reads the settings of a release from the environment. Provenance ties a package to its repository, so without
 * one nothing is packed for a registry.
 * @throws Error that says what to set
 */
export function readSettings(environment: NodeJS.ProcessEnv): RepositorySettings {
	const repository = (environment.RELEASE_REPOSITORY ?? '').replace(/(\.git)?\/*$/, '');
	if (!GITHUB.test(repository)) {
		throw new Error(
			`RELEASE_REPOSITORY is "${repository}". Set it to the repository, for example: RELEASE_REPOSITORY=https://github.com/owner/name npm run release -- 1.2.0`,
		);
	}
	const {
		RELEASE_HOMEPAGE: homepage = `${repository}#readme`,
		RELEASE_BUGS: bugs = `${repository}/issues`,
	} = environment;
	for (const [name, address] of Object.entries({
		RELEASE_HOMEPAGE: homepage,
		RELEASE_BUGS: bugs,
	})) {
		if (!/^https:\/\//.test(address) || !URL.canParse(address)) {
			throw new Error(`${name} is "${address}", which is no address that begins with https://`);
		}
	}
	return { repository, homepage, bugs };
}

type Manifest = Record<string, unknown>;

/** The manifest as a registry gets it: with its repository, and without what only the repository runs. */
export function makeManifest(
	{ scripts: _, devDependencies: __, allowScripts: ___, ...manifest }: Manifest,
	{ repository, homepage, bugs }: RepositorySettings,
): Manifest {
	return {
		...manifest,
		repository: { type: 'git', url: `git+${repository}.git` },
		homepage,
		bugs: { url: bugs },
		publishConfig: { access: 'public', provenance: true },
	};
}
