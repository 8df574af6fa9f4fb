import type { Thresholds } from '../../../settings/settings.js';
import type { Alert } from './alert-table.js';

export function severityOf(
  { metric, peak }: Pick<Alert, 'metric' | 'peak'>,
  { critical }: Thresholds,
): 'critical' | 'warning' {
  return metric === 'silent' || peak! >= critical[metric] ? 'critical' : 'warning';
}
