/** One clock for all processes of a machine: it only goes forward, and wall clocks may be set meanwhile. */

/** Ms since some moment before all of them began. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
