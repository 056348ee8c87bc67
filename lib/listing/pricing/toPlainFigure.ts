/**
 * Prepares a figure as people type it: full-width signs become their usual twins, and blanks around it go. A blank
 * inside stays, because `980 1080` is two figures and not 9,801,080; so does a raised digit, because `10²` is not 102.
 */
export const toPlainFigure = (typed: string): string =>
	typed
		.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replaceAll('￥', '¥')
		.trim();
