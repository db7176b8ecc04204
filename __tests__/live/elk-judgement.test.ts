/**
 * What the alerts on the ELK cluster make together of what happens to it, by the real promtool; each on its own has its
 * stories.
 */
import { describe, expect, it, jest } from "@jest/globals";
import { elkAlerts } from "../../alerts/elk/alerts";
import { cluster } from "../../alerts/elk/stories/cluster";
import type { Changes } from "../../alerts/elk/stories/cluster";
import { rulesOf } from "../../alerts/levels";
import type { Stretch } from "../../alerts/stories/course";
import { logstash } from "../../signals/contracts/logstash";
import { elkSignals } from "../../signals/elk-series";
import { recordingGroups } from "../../signals/recording";
import { platform } from "../../system/teams";
import { hours, minutes, seconds } from "../../units/quantities";
import type { Expectation } from "../support/live/expectations";
import { complaintOf, firing } from "../support/live/expectations";

jest.setTimeout(60_000);

const complaint = complaintOf({ elk: { groups: recordingGroups("elk", elkSignals({ snapshots: true })) } });
const rules = rulesOf(Object.values(elkAlerts({ owner: platform, snapshots: true })));

/** How many instances of each alert fire at a time. */
function expected(at: number, fire: Readonly<Record<string, number>>): Expectation[] {
  const unknown = Object.keys(fire).filter((id) => !rules.some((rule) => rule.id === id));
  if (unknown.length > 0) throw new Error(`no alert ${unknown.join(", ")}`);
  return rules.map((rule) => ({
    expr: firing(rule),
    at,
    samples: Object.hasOwn(fire, rule.id) ? [[{}, fire[rule.id] ?? 0]] : [],
  }));
}

const told = (changes: Changes, ...whens: readonly (readonly [at: number, fire: Readonly<Record<string, number>>])[]) =>
  complaint(cluster(changes), ...whens.flatMap(([at, fire]) => expected(at, fire)));

/** For so long, after half an hour. */
const passing = (before: number, then: number, lasts: number): readonly Stretch[] => [
  { for: minutes(30), at: before },
  { for: minutes(lasts), at: then },
  { for: hours(2), at: before },
];

describe("a cluster in which nothing is wrong", () => {
  it("raises no alert", async () => {
    expect(await told({}, [60, {}], [170, {}])).toBe("");
  });

  it("raises none while a node restarts: copies are missing for a quarter of an hour", async () => {
    const gauges = { yellow: passing(0, 1, 15), unassigned: passing(0, 5, 15) };
    expect(await told({ gauges }, [40, {}], [44, {}], [60, {}])).toBe("");
  });

  it("raises none for a scrape of Logstash that fails, nor for its restart, after which it counts anew", async () => {
    const gauges = { logstashUp: passing(1, 0, 1) };
    const given = cluster({ gauges }).map((series) =>
      series.series.startsWith(logstash.received.name) ? { ...series, values: "0+3000x61 0+3000x300" } : series,
    );
    expect(await complaint(given, ...[32, 36, 70].flatMap((at) => expected(at, {})))).toBe("");
  });

  it("raises none while a node joins, on which Filebeat is not ready yet", async () => {
    expect(await told({ gauges: { filebeatMissing: passing(0, 1, 10) } }, [39, {}], [60, {}])).toBe("");
  });
});

describe("what goes wrong", () => {
  const stories = rules.flatMap((rule) =>
    rule
      .stories()
      .fires // Of days, and by rare scrapes.
      .filter(({ every }) => every === undefined)
      .map((story) => [rule.id, story.when, story] as const),
  );

  it.each(stories)("fires %s, when %s, and no other alert", async (id, _, { given, at, labels }) => {
    expect(
      await complaint(given, ...expected(at.milliseconds / minutes(1).milliseconds, { [id]: labels.length })),
    ).toBe("");
  });

  it("is told once where an exporter falls silent", async () => {
    const these = [
      "received",
      "sent",
      "queued",
      "queueLimit",
      "deadLetters",
      "otherQueued",
      "otherDeadLetters",
    ] as const;
    const changes = { ends: { after: minutes(30), these }, gauges: { logstashUp: passing(1, 0, 90) } };
    expect(await told(changes, [60, { "elk-exporter": 1 }])).toBe("");
  });

  it("is nothing where it lasts for half a minute", async () => {
    const brief: readonly Stretch[] = [
      { for: minutes(30), at: 0 },
      { for: seconds(30), at: 1 },
      { for: hours(2), at: 0 },
    ];
    const gauges = { red: brief, blocked: brief, unassigned: brief, stuckIndex: brief };
    expect(await told({ gauges }, [31, {}], [60, {}])).toBe("");
  });
});
