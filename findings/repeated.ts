/** The items whose key an earlier item has already, in their order. */
export function repeated<T>(items: readonly T[], key: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const own = key(item);
    if (seen.has(own)) return true;
    seen.add(own);
    return false;
  });
}
