/** Asks for a read token when the server wants one, and forgets it on request. */
import { byId } from '../dom.js';
import { token } from '../live/api.js';

export class TokenForm {
  readonly #dialog = byId<HTMLDialogElement>('token-dialog');
  readonly #input = byId<HTMLInputElement>('token');
  readonly #wrong = byId('token-wrong');
  readonly #forget = byId<HTMLButtonElement>('forget-token');

  /** @param onToken there is a token, or none any more: everything is to be asked for anew */
  constructor(onToken: () => void) {
    byId<HTMLFormElement>('token-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#input.value.trim();
      if (text === '') return;
      token.set(text);
      this.#input.value = '';
      this.#dialog.close();
      this.#forget.hidden = false;
      onToken();
    });
    this.#forget.addEventListener('click', () => {
      token.forget();
      this.#forget.hidden = true;
      onToken();
    });
    this.#forget.hidden = token.get() === null;
  }

  /** The server has refused. A token that it was given was not the right one, and is forgotten. */
  open(): void {
    this.#wrong.hidden = token.get() === null;
    token.forget();
    this.#forget.hidden = true;
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}
