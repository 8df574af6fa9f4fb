/** A typed array with the same elements and room for at least so many, twice as many as before at the least. */
export function enlarged<A extends Int32Array | Float64Array>(array: A, room: number): A {
  const larger = new (array.constructor as new (length: number) => A)(Math.max(room, 2 * array.length));
  larger.set(array);
  return larger;
}
