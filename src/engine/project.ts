/** The values of a row at these positions. */
export function project(row: readonly unknown[], indexes: readonly number[]): unknown[] {
  const values = new Array<unknown>(indexes.length);
  for (let i = 0; i < indexes.length; i++) values[i] = row[indexes[i] as number];
  return values;
}
