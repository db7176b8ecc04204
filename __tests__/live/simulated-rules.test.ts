/**
 * Rules that a real Prometheus evaluates over samples of the past, level by level, at the intervals of their groups.
 */
import { expect, it } from "@jest/globals";
import { parsed } from "../../promql/parse";
import { clockAt } from "../../simulation/clock";
import type { DeployedAlert, DeployedRule } from "../../deployed/deployed";
import { neededBy } from "../../simulation/needed";
import type { SampledSeries } from "../../simulation/samples";
import { simulate } from "../../simulation/simulate";
import { spellsOf } from "../../simulation/spells";
import { hours, minutes, seconds } from "../../units/quantities";

const begins = Date.UTC(2026, 2, 3, 12);
const clock = clockAt(begins, begins + hours(1).milliseconds);

const exprOf = (text: string) => parsed(text);

const rule = (record: string, text: string, interval = seconds(30)): DeployedRule => ({
  group: `every ${interval.milliseconds} ms`,
  ...{ record, text, interval, expr: exprOf(text) },
});

const alert = (uid: string, text: string, facts: Partial<DeployedAlert> = {}): DeployedAlert => ({
  ...{ uid, title: uid, text, expr: exprOf(text), interval: minutes(1), labels: {} },
  ...{ fires: { above: 0.5 }, pendingFor: minutes(0), keepFiringFor: minutes(0), noData: "OK", onError: "Error" },
  ...facts,
});

/** @param value by minutes since the beginning */
const series = (name: string, value: (minute: number) => number, labels = {}): SampledSeries => ({
  name,
  labels,
  at: clock.at,
  values: clock.at.map((at) => value((at - begins) / 60_000)),
});

it(
  "record, count and end as deployed",
  async () => {
    const rules = [
      rule("a:all", "sum_over_time(a:rate[1h]) * 30", minutes(2)),
      rule("a:rate", "rate(calls[5m])"),
      rule("a:unread", "calls"),
    ];
    const alerts = [
      alert("counted", "a:all", { fires: { above: 1e9 } }),
      alert("gone", "up == 0 or (up unless up) or 0 * up", { noData: "NoData" }),
      alert("ends", "gauge", { noData: "OK" }),
      alert("twice", "gauge * on () two", { onError: "Error" }),
    ];
    const needed = neededBy(
      alerts.map(({ expr }) => expr),
      rules,
    );
    expect(needed.levels.map((level) => level.map(({ record }) => record))).toEqual([["a:rate"], ["a:all"]]);
    const { alerts: told } = await simulate({
      deployed: { rules, alerts, notSimulated: [] },
      needed,
      clock,
      series: [
        // Ten a minute, also in history, which is scraped half as often.
        series("calls", (minute) => 1e6 + 10 * minute),
        series("up", (minute) => (minute > 40 ? NaN : 1)),
        series("gauge", (minute) => (minute >= 20 && minute < 30 ? 1 : NaN)),
        series("two", () => 1, { of: "a" }),
        series("two", (minute) => (minute >= 25 && minute < 27 ? 1 : NaN), { of: "b" }),
      ],
    });
    const [counted, gone, ends, twice] = told;
    // An hour has 600 of them, in the first hour after history as in any. Where samples come to lie closer, rates are
    // extrapolated less for five minutes.
    for (const value of counted?.values[0]?.values ?? []) expect(Math.abs(value - 600)).toBeLessThan(9);
    expect(counted?.values[0]?.at).toHaveLength(61);
    const spellsIn = (history: typeof counted) =>
      history?.instances
        .flatMap(spellsOf)
        .map(({ from, fires, ends: end }) =>
          [from, fires, end].map((at) => (at === undefined ? at : (at - begins) / 60_000)),
        );
    // Whose end is marked is gone at once, not after five minutes.
    expect(spellsIn(gone)).toEqual([[41, 41, undefined]]);
    expect(spellsIn(ends)).toEqual([[20, 20, 30]]);
    // Two partners for one: an error at those two evaluations, and an answer at all others.
    expect(spellsIn(twice)).toContainEqual([25, 25, 27]);
  },
  minutes(1).milliseconds,
);
