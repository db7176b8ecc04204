import { describe, expect, it } from "@jest/globals";
import { thresholdOf } from "../../../alerts/alert";
import { checkAlert } from "../../../alerts/check";
import { firesAt, rulesOf } from "../../../alerts/levels";
import { workloadAlerts } from "../../../alerts/use/workload";
import { mesApi, mesPods } from "../../../system/mes";

const alerts = workloadAlerts(mesPods, [mesApi]);

describe("the alerts on pods", () => {
  it("have no finding, and titles of their own: who gets both the ticket and the page sees which is which", () => {
    const rules = rulesOf(Object.values(alerts));
    expect(rules.flatMap(checkAlert)).toEqual([]);
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });

  it("are tickets first, and pages nearer to the end", () => {
    const levels = [alerts.memory, alerts.leak, alerts.missing].map((alert) => firesAt(alert).map(thresholdOf));
    expect(levels).toEqual([
      [90, 97],
      [14_400, 3600],
      [0.05, 0.99],
    ]);
  });

  it("that are levels of one quantity are watched on one panel, by one value", () => {
    for (const alert of Object.values(alerts)) {
      if (!("ticket" in alert)) continue;
      expect(alert.page).toMatchObject({ kind: alert.ticket.kind, value: alert.ticket.value });
    }
  });

  it("leave it to one of them to say that nothing is known", () => {
    const states = rulesOf(Object.values(alerts)).map(({ id, absent, watches }) => [
      id,
      absent?.means ?? watches.absentMeans,
    ]);
    expect(states.filter(([, means]) => means !== "healthy")).toEqual([["mes-api-unmeasured", "broken"]]);
  });
});
