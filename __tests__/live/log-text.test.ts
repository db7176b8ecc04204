/**
 * What an alert tells of a line that somebody wrote for whoever reads the alert, by the engine of Grafana's templates:
 * Prometheus' own.
 */
import { describe, expect, it } from "@jest/globals";
import { labelAsText } from "../../alerts/label-text";
import { logAlerts } from "../../alerts/logs/component";
import { errorPattern } from "../../logs/fields";
import { testRules } from "../support/live/promtool";
import { components } from "../support/log-stack";

const hostile = "<!channel> & <b> see <https://evil.example|the runbook>";
const harmless = "‹!channel› & ‹b› see ‹https: //evil.example|the runbook›";

const [component] = components;
if (!component) throw new Error("the system has no component");
const { newError } = logAlerts(component);

/** What promtool has against an alert on a series with that label telling so: nothing. */
const complaint = (summary: string, told: string) => {
  const label = errorPattern.name;
  const rule = { alert: "new", expr: `{__name__="errors"} > 0`, labels: newError.labels, annotations: { summary } };
  const as = (text: string) => ({
    exp_labels: { ...newError.labels, [label]: harmless },
    exp_annotations: { summary: text },
  });
  return testRules(
    {
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: [{ series: `{"errors", "${label}"="${hostile}"}`, values: "1" }],
          alert_rule_test: [{ alertname: "new", eval_time: "0m", exp_alerts: [as(told)] }],
        },
      ],
    },
    { alerts: { groups: [{ name: "alerts", rules: [rule] }] } },
  );
};

describe("the alert on a new error", () => {
  // The number is Grafana's: Prometheus has one value only.
  const summary = newError.summary("5m", "1h");

  it("tells the pattern without a link, a call or an element, in its summary and as its label", async () => {
    const told = summary.replace(labelAsText(errorPattern.name), harmless);
    expect(told).toContain(harmless);
    expect(await complaint(summary, told)).toBe("");
  });

  it("would tell it as it is, were it printed as it is: then this test fails", async () => {
    expect(await complaint("{{ index $labels `error.pattern` }}", harmless)).toContain("<!channel>");
  });
});
