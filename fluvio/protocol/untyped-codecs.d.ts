/** The little that is used of two packages without types of their own. */
declare module 'lz4js' {
  const lz4: {
    /** Inflates one block into `target` from `at` on; returns the position behind what it wrote. Checks nothing. */
    decompressBlock(
      source: Uint8Array,
      target: Uint8Array,
      start: number,
      length: number,
      at: number,
    ): number;
    /** A whole frame around `source`. */
    compress(source: Uint8Array): Uint8Array;
  };
  export default lz4;
}

declare module 'snappyjs' {
  const snappy: {
    /** Inflates one raw (unframed) Snappy stream of at most `maxLength` bytes. */
    uncompress(source: Uint8Array, maxLength: number): Uint8Array;
    /** One raw (unframed) Snappy stream. */
    compress(source: Uint8Array): Uint8Array;
  };
  export default snappy;
}
