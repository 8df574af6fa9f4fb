/** Key of a request and the versions that its codec reads and writes. */
export interface Api {
  readonly key: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}
