import { describe, expect, it } from "@jest/globals";
import { mutantsOf } from "../../../alerts/stories/mutants";
import { storiesOf } from "../../../alerts/stories/told";
import { minutes } from "../../../units/quantities";
import { exampleAlert } from "./example";
import { untold } from "./untold";

const passing = exampleAlert({
  keepFiringFor: minutes(10),
  stories: () => ({
    ...untold(),
    passes: [{ when: "work waited", given: [], well: minutes(40), labels: [{ queue: "a" }] }],
  }),
});

const mistakes = (alert: typeof passing) =>
  mutantsOf(alert, [])
    .map(({ mistake }) => mistake)
    .filter((mistake) => mistake.includes("keep"));

describe("a fault that is over", () => {
  it("is told twice: while the alert keeps firing, and when it no longer does", () => {
    const { quiet, fires } = storiesOf(passing);
    expect(fires.at(-1)).toEqual({
      ...{ when: "work waited until a moment ago", given: [], at: minutes(46), labels: [{ queue: "a" }] },
    });
    expect(quiet.at(-1)).toEqual({ when: "work waited until a while ago", given: [], at: minutes(53) });
  });

  it("is what notices that an alert keeps firing for too long, or not at all; else no such mistake is made", () => {
    expect(mistakes(passing)).toEqual(["keeps firing for 30 min, not 10 min", "does not keep firing"]);
    expect(mistakes(exampleAlert())).toEqual([]);
  });
});
