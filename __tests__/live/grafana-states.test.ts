/** Where Grafana's alerting and Prometheus' are to do the same, they do. */
import { expect, it } from "@jest/globals";
import { testRules } from "../support/live/promtool";
import type { JudgedRule } from "../../deployed/deployed";
import type { Evaluation } from "../../simulation/grafana-states";
import { isFiring, statesOf } from "../../simulation/grafana-states";
import { spellsOf } from "../../simulation/spells";
import { randomOf } from "../../simulation/world/random";
import { minutes } from "../../units/quantities";
import { promDuration } from "../../units/text";

const length = 90;
const courses = 12;
const waits = [0, 1, 3].flatMap((pending) => [0, 1, 4].map((keep) => [minutes(pending), minutes(keep)] as const));

/** Good, bad or not there, for some minutes each. */
function courseOf(seed: number): (0 | 1 | undefined)[] {
  const random = randomOf(seed, "states");
  const values: (0 | 1 | undefined)[] = [];
  while (values.length < length) {
    const value = ([0, 1, 1, undefined] as const)[Math.floor(random.uniform() * 4)];
    const lasts = 1 + Math.floor(random.uniform() * 6);
    values.push(...Array.from({ length: lasts }, () => value));
  }
  return values.slice(0, length);
}

/** In promtool's notation: a series that is not there has ended. */
const notation = (course: readonly (0 | 1 | undefined)[]): string =>
  course
    .map((value, minute) =>
      value !== undefined ? String(value) : minute > 0 && course[minute - 1] === undefined ? "_" : "stale",
    )
    .join(" ");

const rules = Array.from({ length: courses }, (_, seed) => courseOf(seed)).flatMap((course, seed) =>
  waits.map(([pendingFor, keepFiringFor]) => ({
    name: `Course${seed}For${promDuration(pendingFor)}Keep${promDuration(keepFiringFor)}`,
    course,
    seed,
    judged: { fires: { above: 0.5 }, pendingFor, keepFiringFor, noData: "OK", onError: "OK" } satisfies JudgedRule,
  })),
);

/** `ALERTS` and `ALERTS_FOR_STATE` as the state machine has them, minute by minute. */
function expected(): { at: number; states: object[]; since: object[] }[] {
  const minutesOf = Array.from({ length }, (_, at) => ({ at, states: [] as object[], since: [] as object[] }));
  for (const { name, course, judged } of rules) {
    const evaluations = course.map((value, at): Evaluation => ({
      at: at * 60_000,
      samples: value === undefined ? [] : [{ labels: {}, value }],
    }));
    for (const history of statesOf(judged, evaluations)) {
      const spells = spellsOf(history);
      for (const { at, state } of history.states) {
        if (state === "normal") continue;
        const spell = spells.findLast(({ from }) => from <= at);
        const labels = `alertname="${name}"`;
        const told = minutesOf[at / 60_000];
        told?.states.push({
          labels: `ALERTS{${labels},alertstate="${isFiring(state) ? "firing" : "pending"}"}`,
          value: 1,
        });
        told?.since.push({ labels: `ALERTS_FOR_STATE{${labels}}`, value: (spell?.from ?? NaN) / 1000 });
      }
    }
  }
  return minutesOf;
}

const complaintOf = (told: ReturnType<typeof expected>): Promise<string> =>
  testRules(
    {
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: Array.from({ length: courses }, (_, seed) => ({
            series: `course{of="${seed}"}`,
            values: notation(courseOf(seed)),
          })),
          promql_expr_test: told.flatMap(({ at, states, since }) => [
            { expr: "sum without (of) (ALERTS)", eval_time: `${at}m`, exp_samples: states.map(withoutName("ALERTS")) },
            {
              expr: "max without (of) (ALERTS_FOR_STATE)",
              eval_time: `${at}m`,
              exp_samples: since.map(withoutName("ALERTS_FOR_STATE")),
            },
          ]),
        },
      ],
    },
    {
      rules: {
        groups: [
          {
            name: "courses",
            rules: rules.map(({ name, seed, judged }) => ({
              alert: name,
              expr: `course{of="${seed}"} > 0.5`,
              for: promDuration(judged.pendingFor),
              keep_firing_for: promDuration(judged.keepFiringFor),
            })),
          },
        ],
      },
    },
  );

const withoutName = (name: string) => (sample: object) => ({
  ...sample,
  labels: ("labels" in sample ? String(sample.labels) : "").slice(name.length),
});

it(`${rules.length} alerts are in the same state as in Prometheus, and since when, at each of ${length} minutes`, async () => {
  const told = expected();
  // Otherwise nothing would be proven.
  expect(told.flatMap(({ states }) => states).length).toBeGreaterThan(1000);
  expect(await complaintOf(told)).toBe("");
});

it("and Prometheus says where one is not", async () => {
  const told = expected();
  const last = told.findLast(({ states }) => states.length > 0);
  last?.states.pop();
  expect(await complaintOf(told)).toContain("FAILED");
});
