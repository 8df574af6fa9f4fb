/** Numbers and times as people read them. */

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 record`, `2,000 records`. */
export function counted(value: number, unit: string): string {
  return `${count(value)} ${value === 1 ? unit : `${unit}s`}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `4 s`, `12 min`, `3 h 05`, `2 d 04 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))}`;
  return `${Math.floor(whole / 86_400)} d ${two(Math.floor((whole % 86_400) / 3600))} h`;
}

/** `12.5 USD, 3 EUR +2`: money by currency, as many currencies as fit into `width` characters. */
export function money(revenue: Readonly<Record<string, string>>, width: number): string {
  const amounts = Object.entries(revenue).map(
    ([currency, amount]) => `${groupThousands(amount)} ${currency}`,
  );
  let shown = amounts.length;
  const text = () =>
    amounts.slice(0, shown).join(', ') + (shown < amounts.length ? ` +${amounts.length - shown}` : '');
  while (shown > 1 && text().length > width) shown--;
  return text();
}

/** Two places are enough for a person; the digits of money are never put through a float. */
function groupThousands(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === '' ? grouped : `${grouped}.${fraction.slice(0, 2)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
