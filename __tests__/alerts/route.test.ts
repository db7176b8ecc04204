import { describe, expect, it } from "@jest/globals";
import { routeOf } from "../../alerts/route";
import type { NotificationPolicy } from "../../alerts/routing";
import type { Matcher } from "../../promql/ast";
import { minutes } from "../../units/quantities";

const policy = (contactPoint: string, matchers: readonly Matcher[] = [], children: NotificationPolicy[] = []) => ({
  ...{ contactPoint, matchers, children, groupBy: ["owner", "service"], muteTimings: [] },
  ...{ groupWait: minutes(1), groupInterval: minutes(1), repeatInterval: minutes(1) },
});
const matcher = (label: string, op: Matcher["op"], value: string): Matcher => ({ label, op, value });
const taken = (tree: NotificationPolicy, labels: Readonly<Record<string, string>>) =>
  routeOf(tree, labels).contactPoint;

describe("an alert", () => {
  it("takes the first child that fits, and the first child of that", () => {
    const tree = policy(
      "root",
      [],
      [
        policy("shop", [matcher("owner", "=", "shop")], [policy("shop pages", [matcher("severity", "=", "page")])]),
        policy("all pages", [matcher("severity", "=", "page")]),
      ],
    );
    expect(taken(tree, { owner: "shop", severity: "page" })).toBe("shop pages");
    expect(taken(tree, { owner: "shop" })).toBe("shop");
    expect(taken(tree, { owner: "mes", severity: "page" })).toBe("all pages");
    expect(taken(tree, {})).toBe("root");
  });

  it.each<[Matcher["op"], string, Record<string, boolean>]>([
    ["=", "a", { a: true, ab: false, "": false }],
    ["!=", "a", { a: false, ab: true, "": true }],
    ["=~", "a|b", { a: true, b: true, ab: false, "": false }],
    ["=~", ".*", { a: true, "a\nb": true, "": true }],
    ["!~", "a.*", { a: false, ba: true, "": true }],
    ["=", "", { a: false, "": true }],
  ])('is matched by %s"%s" as a whole, and one without the label as an empty one', (op, value, expected) => {
    const tree = policy("root", [], [policy("child", [matcher("x", op, value)])]);
    for (const [x, isTaken] of Object.entries(expected)) {
      expect([x, taken(tree, x === "" ? {} : { x })]).toEqual([x, isTaken ? "child" : "root"]);
    }
  });

  it("needs all matchers of a child", () => {
    const tree = policy("root", [], [policy("both", [matcher("a", "=", "1"), matcher("b", "=", "1")])]);
    expect([taken(tree, { a: "1" }), taken(tree, { a: "1", b: "1" })]).toEqual(["root", "both"]);
  });

  it("is of a group whose key has the way and the labels, those it lacks left out", () => {
    const tree = policy("root", [], [policy("both", [matcher("b", "=~", 'x"y'), matcher("a", "=", "1")])]);
    const { groupKey, groupLabels } = routeOf(tree, { a: "1", b: 'x"y', owner: "shop", instance: "7" });
    expect(groupLabels).toEqual({ owner: "shop" });
    expect(groupKey).toBe('{}/{a="1",b=~"x\\"y"}:{owner="shop"}');
  });
});
