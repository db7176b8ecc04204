import { describe, expect, it } from "@jest/globals";
import type { Action, Change, ResourceChange } from "../../delivery/plan-json";
import { stateIn } from "../../delivery/plan-json";
import { isEmpty, summaryOf } from "../../delivery/summary";

const change = (address: string, actions: readonly Action[], rest: Partial<Change> = {}): ResourceChange => ({
  address,
  change: { actions, before: null, after: null, ...rest },
});
const digestOf = (...changes: readonly ResourceChange[]) => summaryOf({ resource_changes: changes }).digest;

describe("the summary of a plan", () => {
  it("tells what is done to what, by the ten ways in which Terraform says it", () => {
    const { changes, replacedFor } = summaryOf({
      resource_changes: [
        change("a.update", ["update"]),
        change("a.replaced", ["delete", "create"], { replace_paths: [["uid"], ["set", 0, "name"]] }),
        change("a.made-first", ["create", "delete"]),
        change("b.new", ["create"]),
        change("a.new", ["create"]),
        change("a.gone", ["delete"]),
        change("a.let-go", ["forget"]),
        change("a.read", ["read"]),
        change("a.same", ["no-op"]),
        { ...change("a.renamed", ["no-op"]), previous_address: "a.old" },
      ],
    });
    expect(changes).toEqual({
      destroy: ["a.gone"],
      replace: ["a.made-first", "a.replaced"],
      update: ["a.update"],
      create: ["a.new", "b.new"],
      forget: ["a.let-go"],
      move: ["a.renamed"],
    });
    expect(replacedFor).toEqual({ "a.made-first": [], "a.replaced": ["set.0.name", "uid"] });
  });

  it("is empty where nothing acts", () => {
    expect(isEmpty(summaryOf({}))).toBe(true);
    expect(isEmpty(summaryOf({ resource_changes: [change("a.same", ["no-op"]), change("a.read", ["read"])] }))).toBe(
      true,
    );
    expect(isEmpty(summaryOf({ resource_changes: [change("a.new", ["create"])] }))).toBe(false);
  });
});

describe("the digest of a plan", () => {
  const one = change("a.one", ["update"], { before: { x: 1, list: [{ y: 1 }] }, after: { x: 2, list: [{ y: 1 }] } });
  const two = change("a.two", ["create"], { after: { x: 1 } });

  it("is the same for the same meaning, in whatever order it is told", () => {
    const turned = { ...one, change: { ...one.change, after: { list: [{ y: 1 }], x: 2 } } };
    expect(digestOf(two, turned)).toBe(digestOf(one, two));
    expect(digestOf(one, change("a.three", ["no-op"], { after: { x: 7 } }))).toBe(digestOf(one));
  });

  it("is another one as soon as one value, address or action is", () => {
    const variants = [
      digestOf(one),
      digestOf(one, two),
      digestOf({ ...one, address: "a.other" }),
      digestOf({ ...one, change: { ...one.change, actions: ["delete", "create"] } }),
      digestOf({ ...one, change: { ...one.change, after: { x: 3, list: [{ y: 1 }] } } }),
      digestOf({ ...one, change: { ...one.change, after: { x: 2, list: [{ y: 2 }] } } }),
      digestOf({ ...one, change: { ...one.change, before: { x: 0, list: [{ y: 1 }] } } }),
      digestOf({ ...one, change: { ...one.change, after_unknown: { z: true } } }),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });

  it("does not depend on a secret, at any depth: whoever has the digest could try which one fits", () => {
    const secret = (value: string) =>
      change("a.secret", ["update"], {
        before: { token: "old", slack: [{ url: value, title: "a" }], all: { a: value } },
        before_sensitive: { token: true, slack: [{ url: true }], all: true },
        after: { token: value, slack: [{ url: value, title: "b" }], all: { a: value } },
        after_sensitive: { token: true, slack: [{ url: true }], all: true },
      });
    expect(digestOf(secret("hush"))).toBe(digestOf(secret("other")));
  });

  it("does not depend on what the server will make up", () => {
    const made = (id: unknown) => change("a.made", ["create"], { after: { id, x: 1 }, after_unknown: { id: true } });
    expect(digestOf(made(undefined))).toBe(digestOf(made("id-7")));
  });
});

describe("the state that a plan was made against", () => {
  it("is told by its lineage and version; before the first apply by none", () => {
    expect(stateIn('{"lineage":"ab","serial":7,"resources":[{},{}]}')).toEqual({
      lineage: "ab",
      serial: 7,
      resources: 2,
    });
    expect(stateIn("\n")).toEqual({ lineage: "", serial: 0, resources: 0 });
  });
});
