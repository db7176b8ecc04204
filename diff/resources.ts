/** A resource of Terraform in two outputs. */
export interface Paired {
  /** Address within its stack: `helm_release.kps`. */
  readonly address: string;
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly before?: Block;
  readonly after?: Block;
  /** Service or resource that it is made for: see {@link ownerOf}. */
  readonly of?: Owner;
}

export type Block = Readonly<Record<string, unknown>>;

/** The service or resource for which something is made; its logs are made by themselves. */
interface Owner {
  readonly part: "services" | "resources" | "logs";
  readonly name: string;
}

interface Document {
  readonly "//"?: { readonly metadata?: { readonly stackName?: string } };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
}

/** Every resource of either side, by its address; what is the same on both is left out. */
export function pairsOf(before: readonly unknown[], after: readonly unknown[]): Paired[] {
  const movedTo = new Map(
    (after as Document[]).flatMap((document) =>
      (document.moved ?? []).map(({ from, to }) => [`${stackOf(document)}/${from}`, `${stackOf(document)}/${to}`]),
    ),
  );
  const olds = new Map(blocksOf(before).map(({ key, ...found }) => [movedTo.get(key) ?? key, found]));
  const news = new Map(blocksOf(after).map(({ key, ...found }) => [key, found]));
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((key) => {
    const [old, now] = [olds.get(key)?.block, news.get(key)?.block];
    const { stack, type, name } = news.get(key) ?? olds.get(key) ?? { stack: "", type: "", name: "" };
    if (old && now && isSame(old, now)) return [];
    const of = ownerOf(now ?? old ?? {});
    return [
      {
        address: `${type}.${name}`,
        stack,
        type,
        name,
        ...(old && { before: old }),
        ...(now && { after: now }),
        ...(of && { of }),
      },
    ];
  });
}

const blocksOf = (documents: readonly unknown[]) =>
  (documents as Document[]).flatMap((document) =>
    Object.entries(document.resource ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, block]) => {
        const stack = stackOf(document);
        return { key: `${stack}/${type}.${name}`, stack, type, name, block };
      }),
    ),
  );

/** Name of the stack that a document is of. */
export const stackOf = (document: unknown): string => (document as Document)["//"]?.metadata?.stackName ?? "";

/** As cdktf notes it in the document: `monitoring/services/shop-api/rules/release`. */
function ownerOf(block: Block): Owner | undefined {
  const { path } = (block["//"] as { readonly metadata?: { readonly path?: string } } | undefined)?.metadata ?? {};
  const [, part, name] = /^[^/]+\/(services|resources|logs)\/([^/]+)\//.exec(path ?? "") ?? [];
  return part !== undefined && name !== undefined ? { part: part as Owner["part"], name } : undefined;
}

/**
 * Whether two values are the same to the letter: whatever is different is looked at, and may mean the same after all.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) => Object.hasOwn(other, key) && isSame(one[key as keyof typeof one], other[key as keyof typeof other]),
    )
  );
}
