/** The roll-ups that a description is enough for. The others are views of their own (processors/views). */
export { audienceRevenue, audienceSales } from './audience-sales.js';
export { combat } from './combat.js';
export { engagement, levelEngagement } from './engagement.js';
export { itemDayRevenue, itemDays, itemRevenue, items } from './items.js';
export { playerArms, players } from './players.js';
export { servers } from './servers.js';
