/** Colours of the page's styles for what is drawn on a canvas, in the theme in force. */
import { h } from '../dom.js';

/** @param name of a custom property: `--accent` */
export function colour(name: string): string {
  const probe = h('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
