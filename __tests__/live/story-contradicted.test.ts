/** A story that is not true of its alert, told to real Prometheus with the rules that production deploys. */
import { expect, it, jest } from "@jest/globals";
import { isOfMetrics } from "../../alerts/alert";
import { recordedRules } from "../../alerts/stories/recorded";
import { judge } from "../../commands/stories/judge";
import { verdictOn } from "../../commands/stories/report";
import { testRules } from "../support/live/promtool";
import { production } from "../../environments/production";
import { buildApp } from "../../synthesis/app";
import { rulesIn } from "../../synthesis/rules";
import { system } from "../../system";

jest.setTimeout(60_000);

const deployed = rulesIn(buildApp({ system, environment: production }).node.findAll());
const found = deployed.alerts.find(({ alert }) => alert.id === "shop-db-storage");

it("is a finding, whether the alert should have fired or been quiet", async () => {
  if (!found || !isOfMetrics(found.alert)) throw new Error("no such alert");
  const { alert, of } = found;
  const { quiet, fires } = alert.stories();
  const { labels, ...firing } = fires[0];
  const swapped = () => ({ quiet: [firing], fires: [{ ...quiet[0], labels }] }) as const;
  const judging = { recorded: recordedRules(deployed.recorded), test: testRules, mutate: false };
  const { findings } = verdictOn([await judge({ ...alert, stories: swapped }, of, judging)], false);
  expect(findings.map(({ id, where }) => `${id} ${where}`).sort()).toEqual([
    `story-contradicts-alert alert shop-db-storage › fires when ${quiet[0].when}`,
    `story-contradicts-alert alert shop-db-storage › quiet when ${firing.when}`,
  ]);
});
