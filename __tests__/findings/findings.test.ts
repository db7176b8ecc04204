import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { error, warning, within } from "../../findings/finding";
import { countFindings, printFindings } from "../../findings/print";
import { plain } from "../support/plain-text";

const query = error({
  id: "route-has-query",
  where: "shop-api.routes[1].path",
  source: "system/shop.ts:5",
  what: '"/api/search?q=" carries a query string.',
  why: "the route becomes the label `endpoint`: one series for every search anyone types.",
  fix: 'path: "/api/search", params: ["q"]',
});
const syntax = warning({
  id: "promql-syntax",
  where: "alert shop-api-slow.value",
  what: "line 1, column 5: unexpected end.\nsum(\n    ^",
  why: "Prometheus refuses the whole query.",
  fix: "PromQL",
});

describe("findings", () => {
  it("print like a compiler's, several lines hanging below the first", () => {
    expect(plain(printFindings([query, syntax], "1 error and 1 warning. Nothing was written."))).toMatchInlineSnapshot(`
error  route-has-query  system/shop.ts:5 › shop-api.routes[1].path
  "/api/search?q=" carries a query string.
  why   the route becomes the label \`endpoint\`: one series for every search anyone types.
  fix   path: "/api/search", params: ["q"]

warning  promql-syntax  alert shop-api-slow.value
  line 1, column 5: unexpected end.
        sum(
            ^
  why   Prometheus refuses the whole query.
  fix   PromQL

1 error and 1 warning. Nothing was written.
`);
  });

  it("print only the closing line where there are none", () => {
    expect(printFindings([], "All is well.")).toBe("All is well.");
  });

  it("are counted in words", () => {
    expect([[], [query], [syntax, query, syntax], [query, query]].map(countFindings)).toEqual([
      "no findings",
      "1 error",
      "1 error and 2 warnings",
      "2 errors",
    ]);
  });

  it("take the place of their caller before their own", () => {
    const places = ["", "name", "[2].path"].map((where) => ({ ...query, where }));
    expect(within("shop", places).map(({ where }) => where)).toEqual(["shop", "shop.name", "shop[2].path"]);
    expect(within("shop", [query])[0]).toEqual({ ...query, where: "shop.shop-api.routes[1].path" });
  });
});

describe("docs/findings.md", () => {
  const root = join(__dirname, "..", "..");
  const rooms = ["model", "environments", "signals", "promql", "exporters", "alerts", "dashboards"];
  const impure = ["constructs", "stacks", "synthesis"];
  const sources = [...rooms, ...impure].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, room, file), "utf8")),
  );

  it("explains every id that the source can raise, each once, and no other", () => {
    // The id stands in the literal, or first in the call of a helper that makes one.
    const raised = /\b(?:(?:error|warning)\(\{\s*id: |(?:report|finding)\(\s*)"([a-z0-9-]+)"/g;
    const used = new Set(sources.flatMap((source) => Array.from(source.matchAll(raised), ([, id]) => id)));
    const documented = Array.from(
      readFileSync(join(root, "docs", "findings.md"), "utf8").matchAll(/^\| `([a-z0-9-]+)` +\|/gm),
      ([, id]) => id,
    );
    expect([...documented].sort()).toEqual([...used].sort());
  });

  it("could overlook no id: whoever makes a finding states it, or takes it from a helper's first argument", () => {
    const made = sources.flatMap((source) =>
      Array.from(source.matchAll(/\b(?:error|warning)\(\{\s*(id\b[^,}]*)/g), ([, id]) => id),
    );
    expect(made.length).toBeGreaterThan(40);
    expect(made.filter((id) => !/^id: "[a-z0-9-]+"$/.test(id ?? ""))).toEqual(["id", "id"]);
  });
});
