/**
 * The texts of the elements of a JSON array, as they were written: parsing and writing them again would change numbers
 * and repeated names, and so what a record is judged by.
 *
 * @param text one valid JSON text, an array
 */
export function arrayElements(text: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = text.indexOf('[') + 1;
  for (let at = start - 1; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '[':
      case '{':
        depth++;
        break;
      case ']':
      case '}':
        depth--;
        if (depth === 0) push(elements, text.slice(start, at));
        break;
      case ',':
        if (depth === 1) {
          push(elements, text.slice(start, at));
          start = at + 1;
        }
    }
  }
  return elements;
}

/** Index of the closing quotation mark. */
function endOfString(text: string, opening: number): number {
  let at = opening + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** In an empty array there is nothing but space. */
function push(elements: string[], text: string): void {
  const element = text.trim();
  if (element !== '') elements.push(element);
}
