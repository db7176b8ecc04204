import { describe, expect, it } from "@jest/globals";
import type { JudgedRule } from "../../deployed/deployed";
import type { Evaluation, State } from "../../simulation/grafana-states";
import { statesOf } from "../../simulation/grafana-states";
import { minutes } from "../../units/quantities";

const rule: JudgedRule = {
  fires: { above: 10 },
  clears: 5,
  pendingFor: minutes(2),
  keepFiringFor: minutes(0),
  noData: "OK",
  onError: "Error",
};

/** A value a minute; `gone` where the query has no series, `broken` where it cannot be asked. */
const evaluations = (...values: readonly (number | "gone" | "broken")[]): Evaluation[] =>
  values.map((value, minute) => {
    const at = minute * 60_000;
    if (value === "broken") return { at, error: "boom" };
    return { at, samples: value === "gone" ? [] : [{ labels: { service: "shop" }, value }] };
  });

const letters: Record<State, string> = {
  normal: "-",
  pending: "p",
  alerting: "A",
  recovering: "R",
  "no-data": "N",
  error: "E",
};

/** The state of each instance at each minute since its first, in letters. */
const courses = (facts: Partial<JudgedRule>, all: readonly Evaluation[]): string[] =>
  statesOf({ ...rule, ...facts }, all).map(({ states }) => states.map(({ state }) => letters[state]).join(""));

const courseOf = (facts: Partial<JudgedRule>, ...values: readonly (number | "gone" | "broken")[]): string =>
  courses(facts, evaluations(...values)).join(" ");

describe("an alert of Grafana", () => {
  it("is pending until the value has been bad for the pending period", () => {
    expect(courseOf({}, 1, 11, 11, 11, 11, 1)).toBe("-ppAA-");
  });

  it("fires at once where there is no pending period", () => {
    expect(courseOf({ pendingFor: minutes(0) }, 1, 11, 1)).toBe("-A-");
  });

  it("does not fire of a value that is exactly at the threshold", () => {
    expect(courseOf({ pendingFor: minutes(0) }, 10, 10.1)).toBe("-A");
  });

  it("goes on until the value is beyond the recovery threshold, while it is pending too", () => {
    expect(courseOf({}, 11, 6, 6, 5, 4.9, 6)).toBe("ppAA--");
  });

  it("waits on at a value in between after one look beyond: a page needs its thresholds close together", () => {
    const noPodIsReady = { fires: { above: 0.99 }, pendingFor: minutes(5) };
    expect(courseOf({ ...noPodIsReady, clears: 0.495 }, 0, 1, 0.5, 0.5, 0.5, 0.5, 0.5)).toBe("-pppppA");
    expect(courseOf({ ...noPodIsReady, clears: 0.9 }, 0, 1, 0.5, 0.5, 0.5, 0.5, 0.5)).toBe("-p-----");
  });

  it("recovers at the threshold itself where there is no other", () => {
    const { fires, pendingFor, keepFiringFor, noData, onError } = rule;
    const [history] = statesOf({ fires, pendingFor, keepFiringFor, noData, onError }, evaluations(11, 11, 11, 9));
    expect(history?.states.map(({ state }) => letters[state]).join("")).toBe("ppA-");
  });

  it("looks the other way where it fires below", () => {
    expect(courseOf({ fires: { below: 2 }, clears: 4, pendingFor: minutes(0) }, 3, 1, 3, 4, 5)).toBe("-AAA-");
  });

  it("keeps firing from the first good evaluation on, and needs no pending period to come back", () => {
    expect(courseOf({ keepFiringFor: minutes(2) }, 11, 11, 11, 1, 1, 1, 1)).toBe("ppARR--");
    expect(courseOf({ keepFiringFor: minutes(2) }, 11, 11, 11, 1, 11, 1, 1, 1)).toBe("ppARARR-");
  });

  it("neither begins with NaN nor ends with it", () => {
    expect(courseOf({ pendingFor: minutes(0) }, NaN, 11, NaN, 1, NaN)).toBe("-AA--");
  });

  it("is over when its series has been missing for two evaluations, while others go on", () => {
    const at = (minute: number, ...names: readonly string[]): Evaluation => ({
      at: minute * 60_000,
      samples: names.map((service) => ({ labels: { service }, value: 11 })),
    });
    const all = [at(0, "a", "b"), at(1, "a", "b"), at(2, "b"), at(3, "b"), at(4, "a", "b"), at(5, "a", "b")];
    expect(courses({ pendingFor: minutes(1) }, all)).toEqual(["pAA-pA", "pAAAAA"]);
    expect(courses({ pendingFor: minutes(1), missingEvaluations: 1 }, all)).toEqual(["pA-pA", "pAAAAA"]);
  });
});

describe("an alert without data", () => {
  it("is at rest where that is healthy", () => {
    expect(courseOf({}, 11, 11, 11, "gone", 11)).toBe("ppA-p");
  });

  it("fires where that is broken, also where there never was any", () => {
    expect(courseOf({ noData: "Alerting" }, 1, "gone", "gone", "gone", 1)).toBe("-ppA-");
    expect(courseOf({ noData: "Alerting" }, "gone", "gone", "gone")).toBe("ppA");
  });

  it("is judged by the firing threshold after it fired for the lack of data", () => {
    expect(courseOf({ noData: "Alerting", pendingFor: minutes(0) }, "gone", "gone")).toBe("AA");
    expect(courseOf({ noData: "Alerting", pendingFor: minutes(0) }, 1, "gone", 6)).toBe("-A-");
  });

  it("stays as it is where the last state is to be kept, and the pending period goes on", () => {
    expect(courseOf({ noData: "KeepLast" }, 11, "gone", "gone", "gone", 1)).toBe("ppAA-");
  });

  it("has an instance of its own where that is a state of its own, and the others go missing", () => {
    const all = evaluations(11, 11, 11, "gone", "gone", "gone", 1);
    expect(courses({ noData: "NoData" }, all)).toEqual(["ppAA--", "ppN-"]);
    expect(courses({ noData: "NoData", pendingFor: minutes(0) }, all)).toEqual(["AAAA--", "NNN-"]);
  });
});

describe("an alert that cannot be evaluated", () => {
  it("has an instance of its own that waits as others do, and its own pending period begins anew", () => {
    const all = evaluations(11, 11, "broken", "broken", "broken", "broken", 11, 11, 11);
    expect(courses({}, all)).toEqual(["ppp-ppA", "ppEE-"]);
    expect(courses({}, evaluations(1, "broken", 1))).toEqual(["---", "p-"]);
  });

  it("ends what fires after two evaluations, and tells it anew, unless the last state is to be kept", () => {
    const all = evaluations(11, 11, 11, "broken", "broken", "broken", 11, 11, 11);
    expect(courses({}, all)).toEqual(["ppAA-ppA", "ppE-"]);
    expect(courses({ onError: "KeepLast" }, all)).toEqual(["ppAAAAAAA"]);
  });

  it("goes on waiting where the last state is to be kept", () => {
    expect(courseOf({ onError: "KeepLast" }, 11, "broken", "broken", 1)).toBe("ppA-");
    expect(courseOf({ onError: "KeepLast" }, 1, "broken", "broken", "broken")).toBe("----");
  });

  it("is judged by the firing threshold after its state was kept", () => {
    expect(courseOf({ onError: "KeepLast" }, 11, 11, 11, 6, "broken", 6)).toBe("ppAAA-");
  });

  it("is at rest, or fires, as it is told", () => {
    expect(courseOf({ onError: "OK" }, 11, 11, 11, "broken")).toBe("ppA-");
    expect(courseOf({ onError: "Alerting", pendingFor: minutes(0) }, 1, "broken")).toBe("-A");
  });
});
