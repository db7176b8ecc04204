import { parse as parseQuery } from "node:querystring";
import { readRison } from "./rison";
import type { Rison } from "./rison";

/** Where an address leads in Kibana, and what it asks there. */
export interface KibanaLink {
  readonly space: string;
  readonly app: string;
  /** Of a saved dashboard or search. */
  readonly id: string | undefined;
  readonly dataView: string | undefined;
  readonly kql: string | undefined;
  readonly columns: readonly string[];
}

/**
 * Reads an address as browsers and Kibana do: what follows `#` is an address of its own; its query is decoded once, `+`
 * is a space, and what it says is Rison.
 *
 * @throws if it is none of Kibana's, or cannot be read
 */
export function readKibanaLink(url: string): KibanaLink {
  const [, space, app, inside = ""] =
    /^https?:\/\/[^/]+\/s\/([^/]+)\/app\/(\w+)#(\/.*)$/s.exec(asBrowsersKeep(url)) ?? [];
  if (space === undefined || app === undefined) throw new Error(`${url} is no address of Kibana`);
  const [path = "", query = ""] = inside.split(/\?(.*)/s);
  const [, id] = /^\/view\/([^/]+)$/.exec(path) ?? [];
  if (id === undefined && path !== "/") throw new Error(`${url} leads to ${path}, which is not known here`);
  const { _g: global, _a: state } = parseQuery(query);
  if (typeof global === "string") readRison(global);
  const told = typeof state === "string" ? readRison(state) : {};
  return {
    space,
    app,
    id: id === undefined ? undefined : decodeURIComponent(id),
    dataView: textAt(told, "dataSource", "dataViewId"),
    kql: textAt(told, "query", "query"),
    columns: (at(told, "columns") as readonly string[] | undefined) ?? [],
  };
}

/** A browser encodes in a fragment what may not stand there: spaces, quotes and brackets, and nothing else. */
const asBrowsersKeep = (url: string) => url.replace(/[ "<>`]/g, encodeURIComponent);

const at = (value: Rison | undefined, ...path: readonly string[]): Rison | undefined =>
  path.reduce<Rison | undefined>(
    (inside, key) =>
      typeof inside === "object" && inside !== null && !Array.isArray(inside)
        ? (inside as Readonly<Record<string, Rison>>)[key]
        : undefined,
    value,
  );

function textAt(value: Rison, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}
