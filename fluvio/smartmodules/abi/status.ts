/** What a module returns instead of a count when it cannot go on; Fluvio has a sentence for each (fluvio-smartmodule/src/error.rs). */

/** The input is not what input.ts describes. */
export const DECODING_RECORDS: i32 = -22;
/** The engine gives no more memory for the output. */
export const ENCODING_OUTPUT: i32 = -33;
