import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { clip } from "../../findings/clip";
import { error, errorUnless, warning, within } from "../../findings/finding";
import { didYouMean, nearest } from "../../findings/nearest";
import { isPlace } from "../../findings/places";
import { countFindings, printFindings } from "../../findings/print";
import { repeated } from "../../findings/repeated";
import rooms from "../../rooms.json";
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

describe("what findings are made of", () => {
  it("is an error where a condition fails, and nothing where it holds", () => {
    const { severity, ...finding } = query;
    expect([errorUnless(false, finding), errorUnless(true, finding)]).toEqual([[{ severity, ...finding }], []]);
  });

  it("is the candidate that a typing error meant: case aside, a third of the letters may differ", () => {
    const candidates = ["service", "endpoint", "le"];
    const typed = ["servce", "Endpoint", "endpiont", "seriously", "l", "xe", ""];
    expect(typed.map((word) => nearest(word, candidates))).toEqual([
      "service",
      "endpoint",
      "endpoint",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(nearest("rat", ["rates", "rate", "rata"])).toBe("rate");
    expect([didYouMean("le", "look it up."), didYouMean(undefined, "look it up.")]).toEqual([
      "did you mean le?",
      "look it up.",
    ]);
  });

  it("is each item whose key came before, in its place", () => {
    const items = ["a1", "b2", "a3", "c4", "b5", "a6"];
    expect(repeated(items, (item) => item.charAt(0))).toEqual(["a3", "b5", "a6"]);
    expect(repeated(items, (item) => item)).toEqual([]);
  });

  it("is somebody's text, of 80 characters at most", () => {
    expect([clip("a".repeat(80)), clip("a".repeat(81))]).toEqual(["a".repeat(80), `${"a".repeat(79)}…`]);
    expect(clip("\u001b[2J\u0000\ta")).toBe(String.raw`\u001b[2J\u0000\u0009a`);
    expect(clip("a\u202eb\u200fc\u2028d\ufffd")).toBe(String.raw`a\u202eb\u200fc\u2028d\ufffd`);
    expect(clip("a\u{e0001}b\ud800")).toBe(String.raw`a\u{e0001}b\ud800`);
  });

  it("is where in a program something happened, and not what only begins so", () => {
    const places = [
      "    at buildStacks (a.ts:1:2)",
      "\tat foo (a.ts:1)",
      "    at file:///a.mjs:3:4",
      "    at new Promise (<anonymous>)",
      "    at async Promise.all (index 0)",
    ];
    const sentences = ["  at least two replicas", "at a.ts:1:2", "  path (a.ts:1:2)", "  at 50 % of the limit: 7 GiB"];
    expect([...places, ...sentences].filter(isPlace)).toEqual(places);
  });

  it.each([78, 79, 80])(
    "is cut before a character of two halves that would stand at %i, and never between them",
    (at) => {
      expect(clip(`${"a".repeat(at)}😀${"b".repeat(10)}`)).toBe(`${"a".repeat(Math.min(at, 79))}…`);
    },
  );
});

describe("docs/findings.md", () => {
  const root = join(__dirname, "..", "..");
  const folders = Object.keys(rooms).filter((room) => !room.endsWith(".ts"));
  const sources = folders.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, room, file), "utf8")),
  );

  it("explains every id that the source can raise, each once, and no other", () => {
    // The id stands in the literal, before its place or by what it is known, or first in the call of a helper.
    const raised = /\bid: "([a-z0-9-]+)",\s*(?:where|said)\b|\b(?:report|finding)\(\s*"([a-z0-9-]+)"/g;
    const used = new Set(
      sources.flatMap((source) => Array.from(source.matchAll(raised), ([, stated, passed]) => stated ?? passed)),
    );
    const documented = Array.from(
      readFileSync(join(root, "docs", "findings.md"), "utf8").matchAll(/^\| `([a-z0-9-]+)` +\|/gm),
      ([, id]) => id,
    );
    expect([...documented].sort()).toEqual([...used].sort());
  });

  it("could overlook no id: whoever makes a finding states it, or takes it from a helper's first argument", () => {
    const made = sources.flatMap((source) =>
      Array.from(source.matchAll(/\{\s*(id\b[^,}]*),\s*(?:where|said)\b/g), ([, id]) => id),
    );
    expect(made.length).toBeGreaterThan(40);
    expect(made.filter((id) => !/^id: "[a-z0-9-]+"$/.test(id ?? ""))).toEqual(["id", "id", "id"]);
  });
});
