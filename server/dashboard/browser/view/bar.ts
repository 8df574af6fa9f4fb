/** A figure with a bar of its share beneath, in a cell of a table. The figure is text; the bar is for the eye alone. */
import { h, setText } from '../dom.js';

export function drawBar(cell: HTMLElement, text: string, share: number): void {
  if (cell.firstElementChild === null)
    cell.append(h('span', { class: 'figure' }), h('span', { class: 'bar', 'aria-hidden': 'true' }));
  setText(cell.firstElementChild!, text);
  const bar = cell.lastElementChild as HTMLElement;
  const width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`;
  if (bar.style.getPropertyValue('--share') !== width) bar.style.setProperty('--share', width);
}
