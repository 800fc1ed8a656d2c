/**
 * Makes elements. Texts become text nodes and nothing else: names that callers chose stand on this page.
 *
 * @typedef {Node | string | number | false | null | undefined} Child
 * @typedef {Record<string, string | number | boolean | undefined>} Attributes
 */

/**
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {...(Child | Child[])} children
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/** @param {(Child | Child[])[]} children */
const nodes = (children) =>
  children
    .flat()
    .flatMap((child) =>
      child === false || child === null || child === undefined ? [] : [child instanceof Node ? child : String(child)],
    );

/**
 * Puts new content into an element. Whoever stood with the keyboard on a link in it stands on the same link after.
 *
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  const active = document.activeElement;
  const key = active && element.contains(active) ? active.getAttribute('data-key') : null;
  element.replaceChildren(...nodes(children));
  if (key) /** @type {HTMLElement | null} */ (element.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
}

/**
 * A link that keeps the focus over new content, by its address and where it stands.
 *
 * @param {string} href
 * @param {Child | Child[]} text
 * @param {Attributes} attributes
 */
export const link = (href, text, attributes = {}) =>
  el('a', { href, 'data-key': `${href} ${attributes.title ?? ''}`, ...attributes }, text);

/**
 * A section with a heading of its own.
 *
 * @param {string} id
 * @param {string} title
 * @param {...(Child | Child[])} children
 */
export const section = (id, title, ...children) =>
  el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), ...children);

/**
 * A table; on narrow screens each row is a card whose cells say their column.
 *
 * @param {string} caption
 * @param {string[]} columns
 * @param {Child[][]} rows
 */
export function table(caption, columns, rows) {
  const head = el(
    'tr',
    {},
    columns.map((column) => el('th', { scope: 'col' }, column)),
  );
  const body = rows.map((cells) =>
    el(
      'tr',
      {},
      cells.map((cell, at) =>
        at === 0
          ? el('th', { scope: 'row', 'data-label': columns[at] }, cell)
          : el('td', { 'data-label': columns[at] }, cell),
      ),
    ),
  );
  return el('table', {}, el('caption', { class: 'hidden' }, caption), el('thead', {}, head), el('tbody', {}, body));
}

/** @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Says that there is nothing to show, which is not the same as showing nothing. @param {string} text */
export const nothing = (text) => el('p', { class: 'nothing' }, text);
