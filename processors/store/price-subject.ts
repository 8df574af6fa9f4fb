/**
 * The subject of a `price_mismatch`: `ITEM/CURRENCY/PLAYER`, in ITEM `~` written `~0` and `/` written `~1`, so that it
 * can be taken apart (docs/data-dictionary.md). A currency has no `/`; a player's id, being the last, may have some.
 */

export interface PricedPurchase {
  readonly itemId: string;
  readonly currency: string;
  readonly playerId: string;
}

/** What the subjects of all who bought an item in a currency begin with, the player's id being next: `ITEM/CURRENCY/`. */
export function priceSubjectPrefix(itemId: string, currency: string): string {
  return `${escaped(itemId)}/${currency}/`;
}

/** Between which texts all subjects of an item lie; the second one is beyond them. */
export function priceSubjectsOf(itemId: string): [from: string, to: string] {
  // '0' comes right after '/'.
  return [`${escaped(itemId)}/`, `${escaped(itemId)}0`];
}

export function partsOfPriceSubject(subject: string): PricedPurchase {
  const [item = '', currency = '', ...player] = subject.split('/');
  return { itemId: item.replaceAll('~1', '/').replaceAll('~0', '~'), currency, playerId: player.join('/') };
}

function escaped(itemId: string): string {
  return itemId.replaceAll('~', '~0').replaceAll('/', '~1');
}
