// Builds DOM nodes. Data goes in as text and attributes only, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** The handlers of a node by event, so that a redraw can replace them on the node that stays. */
const handlers = new WeakMap();

/** An element: attributes (a function listens to the event of that name), then children. */
export function element(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") listen(node, name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...solid(children));
  return node;
}

/** The nodes and texts of nested lists, without the gaps. */
function solid(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "");
}

function listen(node, type, handler) {
  const own = handlers.get(node) ?? new Map();
  handlers.set(node, own);
  if (!own.has(type)) node.addEventListener(type, (event) => own.get(type)?.(event));
  own.set(type, handler);
}

/** Makes the children of `parent` like `fresh`, and keeps every node that can stay: focus,
 * selection, scroll positions, opened parts and typed text survive a redraw. */
export function patch(parent, fresh) {
  let old = parent.firstChild;
  for (const item of solid([fresh])) {
    const node = item instanceof Node ? item : document.createTextNode(String(item));
    const match = counterpart(old, node);
    if (!match) parent.insertBefore(node, old);
    else {
      if (match === old) old = old.nextSibling;
      else parent.insertBefore(match, old);
      renew(match, node);
    }
  }
  while (old) {
    const next = old.nextSibling;
    old.remove();
    old = next;
  }
}

/** The old node that `node` continues: by key anywhere further on, without one in its place. */
function counterpart(old, node) {
  const key = node.dataset?.key;
  const isLike = (other) => other.nodeName === node.nodeName && other.dataset?.key === key;
  if (key === undefined) return old && isLike(old) ? old : null;
  for (let other = old; other; other = other.nextSibling) if (isLike(other)) return other;
  return null;
}

function renew(old, fresh) {
  // A node may be given back by its page just as it is.
  if (old === fresh) return;
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // Whether a part is open is the reader's business.
    if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const own = handlers.get(old);
  const wanted = handlers.get(fresh);
  for (const type of own?.keys() ?? []) if (!wanted?.has(type)) own.set(type, null);
  for (const [type, handler] of wanted ?? []) listen(old, type, handler);
  patch(old, [...fresh.childNodes]);
}
