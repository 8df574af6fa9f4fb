/** What the schemas' own `format` names mean; the generated validators import it. */
import { isIp } from './ip.js';
import { parseTimestamp } from './timestamp.js';

export const formats = {
  ip: isIp,
  timestamp: (text: string): boolean => !Number.isNaN(parseTimestamp(text)),
};
