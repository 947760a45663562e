type Attributes = Record<string, string | boolean | undefined>;

/** An element with attributes and children; an attribute that is `undefined` or `false` is left out. */
export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function set(element: Element, name: string, value: string | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : value);
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing on a square of 24, part of the page: a picture from an address would need a policy that allows it. */
export function icon(lines: string): Element {
  const [svg, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  set(svg, 'viewBox', '0 0 24 24');
  set(svg, 'aria-hidden', 'true');
  set(path, 'd', lines);
  svg.append(path);
  return svg;
}
