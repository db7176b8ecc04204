import { describe, expect, it } from "@jest/globals";
import { changelogOf } from "../../diff/changelogs";
import { changesBetween } from "../../diff/compare";
import { releaseChanges } from "../../diff/releases";
import { untoldOf } from "../../diff/routes";

describe("an alert", () => {
  const model = (params: readonly number[]) =>
    JSON.stringify({ type: "threshold", expression: "A", conditions: [{ evaluator: { type: "gt", params } }] });
  const group = (name: string, interval: number, rule: object) => ({
    "//": { metadata: { stackName: "monitoring" } },
    resource: {
      grafana_rule_group: {
        [name]: {
          interval_seconds: interval,
          rule: [
            {
              ...{ uid: "a", name: "shop: slow", condition: "B", no_data_state: "Alerting", exec_err_state: "Error" },
              ...{ data: [{ ref_id: "B", datasource_uid: "expr", model: model([1, 2]) }], ...rule },
            },
          ],
        },
      },
    },
  });
  const told = (name: string, interval: number, rule: object) =>
    changesBetween({ documents: [group("one", 60, {})] }, { documents: [group(name, interval, rule)] }).map(
      ({ what, before, after, flags = [] }) => [what, before, after, ...flags],
    );

  it("that moves to another group, and is judged less often there, is the same one", () => {
    expect(told("two", 300, {})).toEqual([
      ["group", "one", "two"],
      ["evaluation interval", "1 min", "5 min", "less-detected"],
    ]);
  });

  it("is quieter where no answer is taken for a good one, and not the other way round", () => {
    expect(told("one", 60, { no_data_state: "KeepLast", exec_err_state: "Alerting" })).toEqual([
      ["no-data state", "Alerting", "KeepLast", "less-detected"],
      ["error state", "Error", "Alerting"],
    ]);
  });

  it("may have a second level, and another step that decides", () => {
    const data = [{ ref_id: "B", datasource_uid: "expr", model: model([1, 3]) }];
    expect(told("one", 60, { data })).toEqual([["data.B.model.conditions[0].evaluator.params[0]", "2", "3"]]);
    expect(told("one", 60, { condition: "C" })).toContainEqual(["condition", "B", "C"]);
  });
});

describe("who hears of it", () => {
  it("has words for what a node of the tree says besides", () => {
    const tree = (node: object) => ({
      contact_point: "a",
      policy: [{ contact_point: "b", matcher: [{ label: "severity", match: "=", value: "page" }], ...node }],
    });
    expect(untoldOf(tree({}))).toEqual({});
    expect(untoldOf(tree({ continue: true }))).toEqual({ "severity=page": { continue: true } });
  });
});

describe("a release", () => {
  const values = (text: string) => ({ chart: "c", version: "1.0.0", values: [text] });
  const told = (before: string, after: string) =>
    releaseChanges({
      ...{ address: "helm_release.a", stack: "platform", type: "helm_release", name: "a" },
      ...{ before: values(before), after: values(after) },
    }).changes.map(({ section, what, after: now, flags = [] }) => [section, what, now, ...flags]);

  it("may select all pods, which is not the same as none", () => {
    expect(told('{"a":{}}', '{"a":{"podSelector":{}}}')).toEqual([["settings", "a.podSelector", "{}"]]);
  });

  it("may keep less for years, too", () => {
    expect(told('{"compactor_blocks_retention_period":"365d"}', '{"compactor_blocks_retention_period":"30d"}')).toEqual(
      [["retention", "compactor_blocks_retention_period", "30d", "kept-shorter"]],
    );
  });

  it("has a link that its version cannot break out of", () => {
    expect(changelogOf("provider aws", "1) @all <b>")).toMatch(/v1\)%20%40all%20%3Cb%3E$/);
  });
});
