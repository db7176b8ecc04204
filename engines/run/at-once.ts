import { availableParallelism } from "node:os";

/**
 * Works on items, as many at the same time as there are processors; results in the order of the items. Where one fails
 * nothing more is begun, and what was begun is waited for: it may still use what whoever asked tidies up then.
 * @throws what one of them threw
 */
export async function atOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  most = availableParallelism(),
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  let hasFailed = false;
  const worker = async () => {
    try {
      for (const [at, item] of left) {
        if (hasFailed) return;
        results[at] = await work(item);
      }
    } catch (failure) {
      hasFailed = true;
      throw failure;
    }
  };
  for (const ended of await Promise.allSettled(Array.from({ length: most }, worker)))
    if (ended.status === "rejected") throw ended.reason;
  return results;
}
