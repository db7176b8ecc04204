/**
 * A function that makes what is alike only once: the expressions of 300 services have a hundred thousand literals and
 * matchers, and hardly a thousand that differ (measured: a tenth of what a synth holds). Whoever has one has all, so
 * nobody may change one.
 */
export function shared<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, Made>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** A function that gives one list for all lists with the same items in the same order. */
export function sharedList<Item>(): (items: readonly Item[]) => readonly Item[] {
  const none: Branch<Item> = { list: [], next: new Map() };
  return (items) => items.reduce(longer, none).list;
}

interface Branch<Item> {
  readonly list: readonly Item[];
  readonly next: Map<Item, Branch<Item>>;
}

function longer<Item>({ list, next }: Branch<Item>, item: Item): Branch<Item> {
  const known = next.get(item);
  if (known) return known;
  const branch: Branch<Item> = { list: [...list, item], next: new Map() };
  next.set(item, branch);
  return branch;
}
