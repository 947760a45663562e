import { correction, generate } from 'lean-qr/nano';
import { create, set } from '../drawing/create';

/** Empty modules around a code, without which readers do not find it. */
const QUIET = 4;

const SVG = 'http://www.w3.org/2000/svg';

/** A QR code as a drawing: dark on light in every theme, as readers want it. */
export function qr(text: string, label: string): HTMLElement {
  const code = generate(text, { minCorrectionLevel: correction.L });
  const side = code.size + 2 * QUIET;
  let lines = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) lines += `M${String(x + QUIET)} ${String(y + QUIET)}h1v1h-1z`;
  }
  const [svg, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${String(side)} ${String(side)}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' })) set(svg, name, value);
  set(path, 'd', lines);
  svg.append(path);
  return create('div', { part: 'qr', class: 'qr' }, svg);
}
