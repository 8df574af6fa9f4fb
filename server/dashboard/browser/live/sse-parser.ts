/** Takes a text/event-stream apart, as https://html.spec.whatwg.org/multipage/server-sent-events.html has it. */

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Feed it pieces of text as they come; it calls for each event that is complete. `id` and `retry` mean nothing here. */
export class SseParser {
  #rest = '';
  #event = '';
  #data: string[] = [];

  constructor(readonly onEvent: (event: ServerEvent) => void) {}

  push(piece: string): void {
    const text = this.#rest + piece;
    // A CR at the very end may be half of a CRLF.
    const isHalf = text.endsWith('\r');
    const lines = (isHalf ? text.slice(0, -1) : text).split(/\r\n|\n|\r/);
    this.#rest = lines.pop()! + (isHalf ? '\r' : '');
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    if (line === '') {
      if (this.#data.length > 0)
        this.onEvent({ event: this.#event || 'message', data: this.#data.join('\n') });
      this.#event = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
  }
}
