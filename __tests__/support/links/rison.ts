export type Rison = string | number | boolean | null | readonly Rison[] | { readonly [key: string]: Rison };

/**
 * Reads the notation of Kibana's addresses, as its grammar says (Nanonid/rison): words stand as they are, `'…'` is a
 * text in which `!` makes of the next sign a literal, `(a:1)` an object, `!(1,2)` a list, `!t`, `!f` and `!n` true,
 * false and null.
 *
 * @throws what does not belong to the notation, with its place
 */
export function readRison(text: string): Rison {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = at;
    const [found] = sticky.exec(text) ?? [];
    if (found !== undefined) at += found.length;
    return found;
  };
  const must = (pattern: RegExp): string => {
    const found = take(pattern);
    if (found === undefined) throw new Error(`no ${pattern.source} at ${at} of ${text}`);
    return found;
  };
  const list = <Item>(item: () => Item): Item[] => {
    const items: Item[] = [];
    while (take(/\)/) === undefined) {
      if (items.length > 0) must(/,/);
      items.push(item());
    }
    return items;
  };
  const pair = (): readonly [string, Rison] => {
    const key = value();
    if (typeof key === "object") throw new Error(`no key ends at ${at} of ${text}`);
    must(/:/);
    return [String(key), value()];
  };
  const value = (): Rison => {
    if (take(/\(/) !== undefined) return Object.fromEntries(list(pair));
    if (take(/!\(/) !== undefined) return list(value);
    const special = take(/![tfn]/);
    if (special !== undefined) return special === "!n" ? null : special === "!t";
    if (take(/'/) !== undefined) {
      const inside = must(/(?:[^'!]|![!'])*/);
      must(/'/);
      return inside.replace(/!(.)/g, "$1");
    }
    const word = must(/[^ '!:(),*@$]+/);
    return /^-?\d+(\.\d+)?(e-?\d+)?$/.test(word) ? Number(word) : word;
  };
  const found = value();
  if (at !== text.length) throw new Error(`nothing can be read from ${at} on of ${text}`);
  return found;
}
