/** What alerts say is written as Prometheus writes it, whose functions Grafana took over. */
import { expect, it } from "@jest/globals";
import { testRules } from "../support/live/promtool";
import { rendered } from "../../simulation/grafana-template";
import { randomOf } from "../../simulation/world/random";

const functions = [
  'printf "%.0f"',
  'printf "%.1f"',
  'printf "%.2f"',
  "humanizePercentage",
  "humanizeDuration",
  "humanize1024",
];

/** Where texts change their form, halves that are rounded to the even side, and some of every size. */
const random = randomOf(1, "numbers");
const values = [
  ...[0, 1e-9, 1e-6, 0.00001, 0.0001, 0.001, 0.01, 0.99, 1, 59.99, 60, 3599, 3600, 86_399.9, 86_400, 1e15],
  ...[0.5, 1.5, 2.5, 0.25, 0.75, 0.125, 0.15, 1.005, -0.5, -2.5, -61, -90_061],
  ...[1023, 1024, 2 ** 20 - 1, 2 ** 20, 2 ** 30, 2 ** 40, 9999, 99.995, 100],
  ...Array.from({ length: 40 }, () => 10 ** (random.uniform() * 16 - 6)),
];

it("writes every number as the real one does, with each of the functions", async () => {
  const all = values.flatMap((value, at) =>
    functions.map((name, nth) => ({ at, value, name, alert: `Number${at}Function${nth}` })),
  );
  const complaint = await testRules(
    {
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: values.map((value, at) => ({ series: `number{at="${at}"}`, values: `${value} ${value}` })),
          alert_rule_test: all.map(({ at, value, name, alert }) => ({
            eval_time: "1m",
            alertname: alert,
            exp_alerts: [{ exp_labels: { at: String(at) }, exp_annotations: { says: writtenWith(name, value) } }],
          })),
        },
      ],
    },
    {
      numbers: {
        groups: [
          {
            name: "numbers",
            rules: all.map(({ at, name, alert }) => ({
              alert,
              expr: `number{at="${at}"} > -Inf`,
              annotations: { says: `{{ $value | ${name} }}` },
            })),
          },
        ],
      },
    },
  );
  expect(complaint).toBe("");
});

const writtenWith = (name: string, value: number): string =>
  rendered(`{{ $values.A.Value | ${name} }}`, { labels: {}, values: new Map([["A", value]]) });
