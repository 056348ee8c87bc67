function listWords(words: string): ReadonlySet<string> {
	return new Set(words.trim().split(/\s+/));
}

/** First words of a name that say it answers yes or no. */
const PREDICATES = listWords(`
	is are was were has had can could may must should will wants needs does did
`);

/** First words that say what a value is turned into or made from, or what is reacted to. */
const CONVERSIONS = listWords('to from on');

/**
 * Verbs that begin a function's name. Words that are mostly nouns in code (price, text, offer, key, state) are
 * left out even where English has the verb.
 */
const VERBS = listWords(`
	abort accept acknowledge acquire activate adapt add adjust advance allow amend analyse analyze announce answer
	append apply approve archive arrange ask assemble assert assign attach attempt authenticate authorize await
	backup begin bind block book bootstrap break bring broadcast build bump calculate call cancel carry catch change
	check choose claim clamp clean cleanup clear clone close collapse collect combine compare compile complete
	compose compress compute configure confirm connect consume continue convert copy count create cut deactivate
	debounce decide declare decode decrypt deduplicate defer define delete deliver derive describe deserialize
	destroy detach detect determine disable discard disconnect dispatch display dispose divide do download draft
	draw drop dump edit emit empty enable encode encrypt end enforce enqueue ensure enter erase escape estimate
	evaluate examine exclude execute exit expand expect expire explain export extend extract fail fall fetch fill
	filter find finish fire fit fix flag flatten flush fold follow forbid force foresee forget format forward freeze
	gather generate get give go grant group guard guess hand handle hash hide hint hold identify ignore import
	include increase increment indent index infer inform init initialize inject insert inspect install intend
	interpret invalidate invoke issue join judge keep kill lay leave learn let lift limit link list listen load
	locate lock log look lower make manage map mark match measure meet merge migrate mkdir monitor mount move
	multiply name narrow normalize note notify obtain observe offset omit open order override pack paint parse pass
	patch pause peek perform persist pick ping place plan play poll pop populate post predict prefer prefix prepare
	preserve prevent preview print probe proceed process produce propose protect prove provide prune publish pull
	pump purge push put query queue quote raise rand randomize rank reach read readdir rebuild recall receive
	recognise recognize reconcile record recover redact redirect reduce refer refill refresh refuse regenerate
	register reject release reload remember remind remove rename render renew reopen reorder repair repeat replace
	reply report represent request require reschedule reserve reset resolve restart restore restrict resume rethrow
	retire retry return reuse revert review revise revoke rewind rewrite rmdir roll rotate round route run salvage
	sanitize save say scale scan schedule score screen seal search see select send serialize serve set settle setup
	shape share shift shorten show shrink shut sift sign simplify simulate skip sleep slice sort spawn split spread
	stamp stand start stat stay stop store stream strip stringify subscribe substitute subtract suggest sum summarise
	summarize suppress suspend swap switch sync tag take tell terminate test thin throw tidy tie toggle touch trace
	track transfer transform translate traverse trigger trim truncate try turn undo unlink unlock unmount unpack
	unsubscribe unwatch unwrap update upgrade upload use utimes validate verify view visit wait wake walk warn watch
	weigh widen withdraw work wrap write yield
`);

/**
 * Whether a function's name begins with a verb, a predicate (`isOpen`) or a conversion (`toYen`, `onClose`). A verb
 * before "Of" is a noun: `countOf`, `listOf`.
 */
export function beginsWithVerb(name: string): boolean {
	const [first = '', second = ''] = splitWords(name);
	if (PREDICATES.has(first) || CONVERSIONS.has(first)) return true;
	return VERBS.has(first) && second !== 'of';
}

/** The words of a camelCase or snake_case name, in small letters. */
const splitWords = (name: string): string[] =>
	name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_/).map((word) => word.toLowerCase());
