import { expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { parse } from "../../../promql/parse";
import { parse as parseYaml } from "yaml";
import { printLine } from "../../../promql/print";
import type { RuleGroup } from "../../../signals/recording";
import { shopApi } from "../../../system/shop";
import { redSlices } from "../../support/red-slices";
import { valuesYaml } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

/** A rule a line: what reads better over several is seen in Prometheus. */
const told = ({ name, interval, rules }: RuleGroup): string[] => [
  `${name}, every ${interval}`,
  ...rules.map(({ record, expr }) => {
    const parsed = parse(expr);
    return `  ${record} = ${"expr" in parsed ? printLine(parsed.expr) : expr}`;
  }),
];

it("the slice of shop-api records these series", () => {
  const release = resourceIn(redSlices(local, [shopApi]), "helm_release", "red-shop-api-rules");
  const { groups } = parseYaml(valuesYaml(release)) as { groups: RuleGroup[] };
  expect(groups.flatMap(told).join("\n")).toMatchSnapshot();
});
