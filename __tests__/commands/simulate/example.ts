import { outcomeOf } from "../../../commands/simulate/outcome";
import { production } from "../../../environments/production";
import { scenario } from "../../../scenarios/scenario";
import { clockOf } from "../../../simulation/clock";
import type { DeployedAlert } from "../../../deployed/deployed";
import type { Evaluation } from "../../../simulation/grafana-states";
import { statesOf } from "../../../simulation/grafana-states";
import { system } from "../../../system";
import { hours, milliseconds, minutes, percent } from "../../../units/quantities";

export const shown = scenario({
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
  fires: { above: 0.2 },
  clears: 0.1,
  pendingFor: minutes(3),
  keepFiringFor: minutes(5),
  noData: "OK",
  onError: "Error",
  says: {
    summary:
      '{{ if ne $labels.endpoint "all" }}{{ $labels.endpoint }} of {{ end }}shop-api fails {{ $values.A.Value | humanizePercentage }} of its requests.',
    lookFirst:
      'shop-db (/d/use-shop-db){{ if ge $values.S1.Value 1.0 }}: at {{ $values.S1.Value | printf "%.1f" }} times the level{{ end }}\nrabbitmq (/d/use-rabbitmq){{ if ge $values.S2.Value 1.0 }}: ill{{ end }}',
    value: "A",
    besides: [],
  },
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
  const besides = new Map([
    ["S1", [{ labels: {}, at, values: at.map((_, minute) => minute / 10) }]],
    ["S2", [{ labels: {}, at, values: at.map(() => 0) }]],
  ]);
  return { alert: rule, values: [{ labels, at, values }], instances: statesOf(rule, evaluations), besides };
}

export const outcome = outcomeOf(
  {
    clock,
    alerts: [
      historyOf(alert({}), (minute) => (minute > 32 && minute < 70 ? 0.4 : 0)),
      historyOf(alert({ uid: "b", title: "shop-api: about to", pendingFor: hours(1) }), (minute) =>
        minute > 40 && minute < 60 ? 0.4 : 0,
      ),
      historyOf(alert({ uid: "c", title: "never", labels: { severity: "ticket", owner: "platform" } }), () => 0),
      historyOf(
        alert({ uid: "watchdog", title: "dead man", labels: { watchdog: "true" }, pendingFor: milliseconds(0) }),
        () => 2,
      ),
    ],
    notSimulated: [{ uid: "l", title: "lines", why: "logs" }],
  },
  {
    source: { scenario: shown, title: shown.title, clock, series: [] },
    seed: 7,
    setting: { system, environment: production },
    units: new Map([["shop-api-errors-page", "ratio"]]),
  },
);
