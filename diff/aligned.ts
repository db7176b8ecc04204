/** Positions of an item in the old list and in the new one; undefined for the one that does not have it. */
export type Aligned = readonly [number | undefined, number | undefined];

/** Beyond so many pairs nobody compares item by item: all of the one goes, all of the other comes. */
const most = 400 ** 2;

/** Aligns two lists along their longest common subsequence. */
export function aligned(olds: readonly string[], news: readonly string[]): Aligned[] {
  const gone = olds.map((_, at): Aligned => [at, undefined]);
  if (olds.length * news.length > most) return [...gone, ...news.map((_, at): Aligned => [undefined, at])];
  const common = Array.from({ length: olds.length + 1 }, () => new Array<number>(news.length + 1).fill(0));
  const length = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = olds.length - 1; i >= 0; i--) {
    const row = common[i] ?? [];
    for (let j = news.length - 1; j >= 0; j--)
      row[j] = olds[i] === news[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  }
  const pairs: Aligned[] = [];
  let [i, j] = [0, 0];
  while (i < olds.length || j < news.length) {
    if (i < olds.length && j < news.length && olds[i] === news[j]) pairs.push([i++, j++]);
    else if (i < olds.length && (j === news.length || length(i + 1, j) >= length(i, j + 1)))
      pairs.push([i++, undefined]);
    else pairs.push([undefined, j++]);
  }
  return pairs;
}
