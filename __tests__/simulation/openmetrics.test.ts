import { describe, expect, it } from "@jest/globals";
import { incidentOf } from "../../simulation/incident";
import { readOpenMetrics } from "../../simulation/openmetrics";
import { stretchesOf } from "../../simulation/clock";
import type { Reads } from "../../simulation/world/reads";

const read = (...lines: readonly string[]) => readOpenMetrics(lines);
const now = Date.UTC(2026, 2, 1);
const reads: Reads = new Map([["up", [{ matchers: [], reach: 0 }]]]);

describe("OpenMetrics text", () => {
  it("becomes series, whatever the order of its lines", async () => {
    const { series, findings } = await read(
      "# TYPE up gauge",
      'up{job="shop"} 1 1770111090.5',
      'up{job="shop"} 0 1770111060',
      "go_threads 7e+01 1770111060",
      'up{job="shop"} NaN 1770111120 # {trace_id="a"} 1',
      "",
      "# EOF",
    );
    expect(findings).toEqual([]);
    expect(series.map(({ name, labels, at, values }) => ({ name, labels, at: [...at], values: [...values] }))).toEqual([
      { name: "up", labels: { job: "shop" }, at: [1770111060000, 1770111090500, 1770111120000], values: [0, 1, NaN] },
      { name: "go_threads", labels: {}, at: [1770111060000], values: [70] },
    ]);
  });

  it("may have anything in its labels", async () => {
    const { series } = await read(String.raw`up{path="a,b=\"}{ # ",text="one\ntwo\\",le="+Inf"} +Inf 1`);
    expect(series[0]).toMatchObject({ labels: { path: 'a,b="}{ # ', text: "one\ntwo\\", le: "+Inf" } });
    expect(series[0]?.values[0]).toBe(Infinity);
  });

  it("may have names of any letters: in quotation marks, or dotted as promtool writes them", async () => {
    const { series, findings } = await read(
      '{"http.server.duration",job="a"} 1 1770111060',
      'http.server.duration{job="a",größe.x="1"} 1 1770111090',
      String.raw`{"a=",b="c","host.name"="\"d\"=",} 1 1770111060`,
      '{"up"} 1 1770111060',
    );
    expect(findings).toEqual([]);
    expect(series.map(({ name, labels }) => [name, labels])).toEqual([
      ["http.server.duration", { job: "a" }],
      ["http.server.duration", { job: "a", "größe.x": "1" }],
      ["a=", { b: "c", "host.name": '"d"=' }],
      ["up", {}],
    ]);
    const incident = incidentOf(series, reads, now);
    expect(incident.series.map(({ name }) => name)).toEqual(["up"]);
    expect(incident.findings.map(({ severity, what }) => `${severity} ${what}`)).toEqual([
      "warning no alert rule reads http.server.duration, a=.",
    ]);
  });

  it("has a name, and quotation marks that end", async () => {
    const malformed = ['{job="a"}', "{}", '{""}', '{"up}', '{"up"job="a"}', '{"up",,}', 'up{"job"}', "7up", "http-x"];
    const { findings } = await read(...malformed.slice(0, 5).map((name) => `${name} 1 1`));
    const rest = await read(...malformed.slice(5).map((name) => `${name} 1 1`));
    expect([...findings, ...rest.findings]).toHaveLength(malformed.length);
  });

  it("is refused line by line, with the reason, and the rest counted", async () => {
    const { findings } = await read(
      "up 1",
      "up one 1770111060",
      "up{job=shop} 1 1770111060",
      ...Array.from({ length: 4 }, () => "<html>"),
    );
    expect(findings.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'line 1: "up 1" has no timestamp in seconds.',
      'line 2: "up one 1770111060" has no number for a value.',
      'line 3: "up{job=shop} 1 1770111060" is no sample: a name, labels, a value and a timestamp.',
      'line 4: "<html>" is no sample: a name, labels, a value and a timestamp.',
      'line 5: "<html>" is no sample: a name, labels, a value and a timestamp.',
      "the file: 2 more lines cannot be read.",
    ]);
  });
});

describe("a series whose samples stay away", () => {
  const moments = async (...at: readonly number[]) => {
    const { series } = await read(...at.map((moment) => `calls 1 ${moment}`), "up 1 1000", "up 1 1030");
    return Array.from(series[0]?.at ?? [], (moment, index) => [moment / 1000, series[0]?.values[index]]);
  };

  it("has ended a step later, and may come back", async () => {
    expect(await moments(700, 730, 760, 880, 910)).toEqual([
      [700, 1],
      [730, 1],
      [760, 1],
      [790, NaN],
      [880, 1],
      [910, 1],
      [940, NaN],
    ]);
  });

  it("has not where a scrape was lost", async () => {
    expect((await moments(940, 970, 1000, 1030)).length).toBe(4);
    expect((await moments(850, 880, 910, 970, 1000)).length).toBe(5);
  });
});

describe("an incident", () => {
  it("lasts as long as its samples do, from a full minute on, and has gaps where they have", async () => {
    const { series } = await read("up 1 1770111070", "up 1 1770111100", "up 1 1770120000");
    const { clock } = incidentOf(series, reads, now);
    expect(clock).toMatchObject({ begins: 1770111120000, ends: 1770120000000 });
    expect(stretchesOf(clock)).toHaveLength(2);
  });

  it("tells of metrics that no rule reads, all in one, and goes on without them", async () => {
    const { series } = await read(
      "up 1 1770111060",
      "upp 1 1770111060",
      ...["a", "b", "c", "d", "e"].map((name) => `${name} 1 1`),
    );
    const incident = incidentOf(series, reads, now);
    expect(incident.series.map(({ name }) => name)).toEqual(["up"]);
    expect(incident.findings.map(({ severity, what, fix }) => `${severity} ${what} ${fix}`)).toEqual([
      "warning no alert rule reads upp, a, b, c and 2 more. did you mean up by upp?",
    ]);
  });

  it("tells of a name nothing that a terminal obeys", async () => {
    const { series } = await read('{"\u001b[2J"} 1 1770111060', "up 1 1770111060");
    expect(incidentOf(series, reads, now).findings[0]?.what).toBe(String.raw`no alert rule reads \u001b[2J.`);
  });

  it("is none where no rule reads anything of it", () => {
    expect(incidentOf([], reads, now).findings.map(({ id }) => id)).toEqual(["incident-empty"]);
  });

  it("is over, and has no milliseconds for seconds", async () => {
    const idsAt = async (time: number) =>
      incidentOf((await read(`up 1 ${time}`)).series, reads, now).findings.map(({ id }) => id);
    expect(await idsAt(now / 1000 + 60)).toEqual([]);
    expect(await idsAt(now / 1000 + 601)).toEqual(["incident-in-future"]);
    expect(await idsAt(1770111060000)).toEqual(["incident-in-future"]);
  });
});
