import { markup, type Html } from '../../render/inert';

/** Renders the two buttons of an answer. @param texts of the yes and of the no */
export const renderAnswerButtons = (yes: string, no: string): Html =>
	markup`<div class="bar"><button class="main" name="answer" value="yes">${yes}</button><button class="quiet" name="answer" value="no">${no}</button></div>`;

/**
 * Renders a first button that does nothing: on a tick box, the Enter key presses the first button of a form, and
 * nobody means a yes by it.
 */
export const renderEnterGuard = (): Html => markup`<button disabled hidden></button>`;
