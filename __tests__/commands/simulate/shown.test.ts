import { describe, expect, it } from "@jest/globals";
import { outcomeJson } from "../../../commands/simulate/json";
import { scenarioList } from "../../../commands/simulate/list";
import { outcomeOf } from "../../../commands/simulate/outcome";
import { outcomePage } from "../../../commands/simulate/page";
import { timelineText } from "../../../commands/simulate/terminal";
import { production } from "../../../environments/production";
import { clockOf } from "../../../simulation/clock";
import type { DeployedAlert } from "../../../simulation/deployed";
import type { Evaluation } from "../../../simulation/grafana-states";
import { statesOf } from "../../../simulation/grafana-states";
import { scenario } from "../../../scenarios/scenario";
import { system } from "../../../system";
import { hours, milliseconds, minutes, percent } from "../../../units/quantities";
import { plain } from "../../support/plain-text";

const shown = scenario({
  name: "shown",
  title: "Half of what the <shop> answers is wrong.",
  family: "errors-fast",
  begins: { weekday: "monday", hour: 9 },
  lasts: hours(2),
  faults: [{ kind: "errors", of: "shop-api", share: percent(50), from: minutes(30), until: minutes(60) }],
  due: [
    { severity: "page", of: ["shop-api"], within: minutes(10), because: "customers go elsewhere" },
    { severity: "ticket", of: ["shop-database"], within: minutes(10), because: "nobody else would look" },
  ],
});
const clock = clockOf(shown);

const alert = (facts: Partial<DeployedAlert>): DeployedAlert => ({
  uid: "shop-api-errors-page",
  title: "shop-api: requests fail",
  interval: minutes(1),
  expr: { kind: "selector", metric: "x", matchers: [] },
  text: "x",
  labels: { severity: "page", owner: "storefront", service: "shop-api" },
  fires: { above: 1 },
  clears: 0.5,
  pendingFor: minutes(3),
  keepFiringFor: minutes(5),
  noData: "OK",
  onError: "Error",
  ...facts,
});

/** @param value at a minute since the beginning */
function historyOf(rule: DeployedAlert, value: (minute: number) => number) {
  const at = Array.from({ length: 121 }, (_, minute) => clock.begins + minute * 60_000);
  const values = at.map((_, minute) => value(minute));
  const labels = { endpoint: "/api/cart" };
  const evaluations = at.map((moment, index): Evaluation => ({
    at: moment,
    samples: [{ labels, value: values[index] ?? NaN }],
  }));
  return { alert: rule, values: [{ labels, at, values }], instances: statesOf(rule, evaluations) };
}

const outcome = outcomeOf(
  {
    clock,
    alerts: [
      historyOf(alert({}), (minute) => (minute > 32 && minute < 70 ? 8 : 0)),
      historyOf(alert({ uid: "b", title: "shop-api: about to", pendingFor: hours(1) }), (minute) =>
        minute > 40 && minute < 60 ? 8 : 0,
      ),
      historyOf(alert({ uid: "c", title: "never", labels: { severity: "ticket", owner: "platform" } }), () => 0),
      historyOf(
        alert({ uid: "watchdog", title: "dead man", labels: { watchdog: "true" }, pendingFor: milliseconds(0) }),
        () => 2,
      ),
    ],
    notSimulated: [{ uid: "l", title: "lines", why: "logs" }],
  },
  { scenario: shown, title: shown.title, clock, series: [] },
  7,
  { system, environment: production },
);

describe("a simulated scenario in the terminal", () => {
  it("says in words and in marks what fires when, and whom it tells", () => {
    expect(plain(timelineText(outcome, 80))).toMatchInlineSnapshot(`
     Half of what the <shop> answers is wrong.
     shown, seed 7 · production · Monday, 2 March 2026, 09:00–11:00 UTC

     verdict in time, after 6.5 min: a page of shop-api, due within 10 min. Why by
             then: customers go elsewhere
     verdict NOBODY WAS TOLD: a ticket of shop-database, due within 10 min. Why by
             then: nobody else would look

              09:00                              10:00

     fault   errors, shop-api: share 50 %
             |                 ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀                                   |

     PAGE    shop-api: requests fail
             endpoint /api/cart
             |                   ··████████████████████▒▒▒                          |
             fires 6 min after the fault, for 39 min; pages storefront-on-call 09:36

     PAGE    shop-api: about to
             endpoint /api/cart
             |                       ············                                   |
             was pending, and did not fire

     Alert rules: 1 fired, 1 was only pending, 1 stayed quiet, 1 always fires by
     design, 1 not simulated (logs).
     · pending  █ firing  ▒ recovering  ? no data  ! error  ▀ fault
    `);
  });

  it("is no wider than the terminal", () => {
    for (const columns of [80, 120])
      for (const line of timelineText(outcome, columns).split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  });
});

describe("a day on which nobody may be woken", () => {
  const quiet = scenario({ ...shown, family: "quiet", due: "nothing" });
  const linesOf = (rows: typeof outcome.rows) =>
    timelineText({ ...outcome, rows, dues: [], source: { ...outcome.source, scenario: quiet } }, 80).split("\n");

  it("says first whether anybody was", () => {
    expect(linesOf([])[3]).toBe("verdict nobody was woken");
    expect(linesOf(outcome.rows)[3]).toBe("verdict SOMEBODY WAS WOKEN, and no page is due: shop-api: requests fail");
  });
});

describe("the list of scenarios", () => {
  it("is no wider than a terminal, and says what is due of each", () => {
    const lines = scenarioList().split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(
      lines.filter((line) => /^ {6}(?:an? (?:page|ticket) of .+|nothing is due)/.test(line)).length,
    ).toBeGreaterThanOrEqual(lines.filter((line) => /^ {2}\S/.test(line)).length);
    expect(lines.slice(0, 4)).toMatchInlineSnapshot(`
     [
       "tuning",
       "  errors-at-peak",
       "      In the evening a third of the shop's requests fails.",
       "      a page of shop-api, due within 5.8 min",
     ]
    `);
  });
});

describe("a simulated scenario as a page", () => {
  const page = outcomePage(outcome);

  it("asks nobody else for anything, and takes text for text", () => {
    expect(page).not.toMatch(/\b(?:src|href)=|@import|url\((?!#)/);
    expect(page).toContain("Half of what the &#60;shop&#62; answers is wrong.");
    expect(page).not.toContain("<shop>");
  });

  it("tells states by words and patterns besides colours", () => {
    expect(page).toContain("<title>firing 09:36–10:10</title>");
    for (const pattern of ["hatch", "dots", "lines", "cross"]) expect(page).toContain(`url(#${pattern})`);
  });

  it("draws what was judged, with both thresholds", () => {
    expect(page).toContain("fires above 1");
    expect(page.match(/<polyline/g)).toHaveLength(1);
  });
});

describe("a simulated scenario as JSON", () => {
  it("has the moments of each instance, of each notification, and whether it was in time", () => {
    const told = JSON.parse(outcomeJson(outcome)) as Record<string, unknown>;
    expect(told).toMatchObject({
      scenario: "shown",
      seed: 7,
      begins: "2026-03-02T09:00:00.000Z",
      quiet: 1,
      always: 1,
      notSimulated: [{ uid: "l" }],
      due: [{ firesAfterSeconds: 360, toldAfterSeconds: 390, inTime: true }, { inTime: false }],
    });
    expect(told.notifications).toMatchObject([
      { at: "2026-03-02T09:36:30.000Z", contactPoint: "storefront-on-call", why: "fires", firing: 1 },
      { why: "ends", ended: 1 },
    ]);
  });
});
