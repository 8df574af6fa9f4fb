/** The roll-ups that a description is enough for. The others are views of their own (processors/views). */
export { engagement, levelEngagement } from './engagement.js';
export { itemRevenue, items } from './items.js';
export { levelMaps, spells, visits } from './levels.js';
export { servers } from './servers.js';
