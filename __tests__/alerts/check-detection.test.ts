import { describe, expect, it } from "@jest/globals";
import { checkDetection } from "../../alerts/check-detection";
import type { HttpService } from "../../model/http-service";
import { system } from "../../system";
import { percent, seconds } from "../../units/quantities";
import { exampleService, exampleSystem } from "../model/example";

const latency = { share: percent(95), within: seconds(1) };
const found = (facts: Partial<HttpService>) => checkDetection(exampleSystem(exampleService(facts)));
const promising = (availability: number, share = 95) => ({
  availability: percent(availability),
  latency: { ...latency, share: percent(share) },
});

describe("a finding of an objective that its alerts cannot keep", () => {
  it("is not raised for this system, nor between 76 % and 99.99 %", () => {
    expect(checkDetection(system)).toEqual([]);
    for (const share of [76, 90, 99.9, 99.99]) expect(found({ objectives: promising(share, share) })).toEqual([]);
  });

  it("is raised where the budget is spent before anybody is told", () => {
    expect(found({ objectives: promising(99.999) })).toEqual([
      expect.objectContaining({
        id: "objective-not-detectable",
        where: "example-api.objectives.availability",
        what: "99.999 % over 28 d leave 24 s of total failure; a page of one is sent after 180 s.",
        fix: "promise 99.99 % at most, or measure and act by machine.",
      }),
    ]);
  });

  it("is not raised of the most that it advises, and is of a little more", () => {
    const standard = (share: number) => found({ objectives: promising(share), criticality: "standard" });
    expect([found({ objectives: promising(99.99) }), standard(99.98)]).toEqual([[], []]);
    const fixes = [...found({ objectives: promising(99.993) }), ...standard(99.99)].map(({ fix }) => fix);
    expect(fixes).toEqual([
      "promise 99.99 % at most, or measure and act by machine.",
      "promise 99.98 % at most, or measure and act by machine.",
    ]);
  });

  it("is raised where failing altogether is less than what an alert waits for", () => {
    expect(found({ objectives: promising(99.9, 75) })).toEqual([
      expect.objectContaining({
        id: "objective-not-alertable",
        where: "example-api.objectives.latency",
        what: "75 % leave so much that failing altogether is less than what a page waits for.",
      }),
    ]);
  });

  it("names the route whose promise it is", () => {
    const routes = [{ path: "/pay", methods: ["POST"], objectives: promising(99.999) }] as const;
    expect(found({ routes }).map(({ where }) => where)).toEqual(["example-api.routes[/pay].objectives.availability"]);
  });

  it("asks no page of a service that wakes nobody: a ticket within days is enough", () => {
    expect(found({ objectives: promising(75), criticality: "standard" })).toEqual([]);
  });
});
