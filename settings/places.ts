/** Where in a YAML document a setting stands, so that a message can name its line. */
import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type ParsedNode } from 'yaml';
import type { Path } from './fault.js';

export class Places {
  constructor(
    readonly document: Document.Parsed,
    readonly lines: LineCounter,
  ) {}

  /** The line of a setting's key, or undefined where the document does not have it. */
  lineOf(path: Path): number | undefined {
    let node: unknown = this.document.contents;
    let found: unknown = node;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(this.document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
        if (pair === undefined) return undefined;
        found = pair.key;
        node = pair.value;
      } else if (isSeq(node) && node.items[Number(step)] !== undefined) {
        node = node.items[Number(step)];
        found = node;
      } else {
        return undefined;
      }
    }
    const start = (found as ParsedNode | null)?.range?.[0];
    return start === undefined ? undefined : this.lines.linePos(start).line;
  }

  /** The same, or that of the nearest mapping around it. */
  nearestLineOf(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const line = this.lineOf(path.slice(0, length));
      if (line !== undefined) return line;
    }
    return undefined;
  }
}
