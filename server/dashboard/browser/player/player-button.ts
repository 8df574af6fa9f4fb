/** A player's name that opens their story. */
import { h, visible } from '../dom.js';

const OPEN = 'open-player';

export function playerButton(player: string): HTMLButtonElement {
  const button = h(
    'button',
    { type: 'button', class: 'plain', title: 'What this player did' },
    visible(player),
  );
  button.addEventListener('click', () =>
    document.dispatchEvent(new CustomEvent<string>(OPEN, { detail: player })),
  );
  return button;
}

/** Whatever button it was. */
export function onOpenPlayer(open: (player: string) => void): void {
  document.addEventListener(OPEN, (event) => open((event as CustomEvent<string>).detail));
}
