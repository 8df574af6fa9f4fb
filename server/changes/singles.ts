import type { Observer } from '../observe/observer.js';
import type { Single } from './watched.js';

/** How game-flow itself fares: of the throughput its latest second, for whoever has the ten minutes before it. */
export function singlesOf(observer: Observer): readonly Single[] {
  return [
    { name: 'status', read: () => observer.status() },
    { name: 'throughput', read: () => observer.throughput().at(-1) },
  ];
}
