import { isAsin } from '../../listing/codes/asin';
import { markup, type Html } from '../render/inert';

/** The only parts of a page that lead or load from elsewhere: Amazon's page of a product, and its picture. */

const PICTURE = /^https:\/\/[a-z0-9-]+\.(?:media-amazon|ssl-images-amazon)\.com\/[\w/.%+,-]+$/i;

/** Renders an ASIN as a link to its page. It is never broken in two, because people copy it. */
export const renderAsin = (asin: string): Html =>
	isAsin(asin)
		? markup`<a class="code" href="https://www.amazon.co.jp/dp/${asin}" rel="noreferrer">${asin}</a>`
		: markup`<span class="code">${asin}</span>`;

/** Renders a product's picture; nothing if there is none, or if it lies elsewhere than at Amazon. */
export const renderPicture = (link: string | null): Html =>
	link !== null && PICTURE.test(link)
		? markup`<img class="picture" src="${link}" alt="" loading="lazy" referrerpolicy="no-referrer">`
		: markup``;
