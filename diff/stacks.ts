import type { Change } from "./change";
import { changelogOf } from "./changelogs";
import { changed } from "./context";
import { differing } from "./tree";

interface Document {
  readonly "//"?: { readonly metadata?: { readonly stackName?: string } };
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, { readonly version?: string }>> };
}

/** What documents say besides their resources: providers, where the state is kept, variables. */
export function stackChanges(before: readonly unknown[], after: readonly unknown[]): Change[] {
  const [olds, news] = [byName(before), byName(after)];
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((name) =>
    differing(restOf(olds.get(name)), restOf(news.get(name))).map(({ path, before: old, after: now }) => {
      const [, provider] = /^terraform\.required_providers\.([\w-]+)\.version$/.exec(path) ?? [];
      if (provider === undefined) return changed({ section: "other", subject: `stack ${name}`, what: path }, old, now);
      const link = changelogOf(`provider ${provider}`, String(now));
      return changed(
        { section: "versions", subject: `provider ${provider}`, ...(link !== undefined && { detail: link }) },
        old,
        now,
      );
    }),
  );
}

const byName = (documents: readonly unknown[]): ReadonlyMap<string, object> =>
  new Map((documents as Document[]).map((document) => [document["//"]?.metadata?.stackName ?? "", document]));

function restOf(document: object = {}): object {
  const told = ["//", "resource", "moved"];
  return Object.fromEntries(Object.entries(document).filter(([key]) => !told.includes(key)));
}
