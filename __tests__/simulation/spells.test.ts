import { describe, expect, it } from "@jest/globals";
import type { State } from "../../simulation/grafana-states";
import { spellsOf } from "../../simulation/spells";

const spells = (...states: readonly State[]) =>
  spellsOf({ labels: {}, states: states.map((state, at) => ({ at, state })) });

describe("a spell of an alert", () => {
  it("begins when it is pending, fires, and ends with the first evaluation at rest", () => {
    expect(spells("normal", "pending", "pending", "alerting", "recovering", "normal", "normal")).toEqual([
      { from: 1, fires: 3, ends: 5 },
    ]);
  });

  it("never fires where the value recovered in time, and goes on where nobody looked further", () => {
    expect(spells("pending", "normal", "alerting")).toEqual([
      { from: 0, ends: 1 },
      { from: 2, fires: 2 },
    ]);
  });

  it("is another one where it is pending again after it fired", () => {
    expect(spells("error", "pending", "alerting")).toEqual([
      { from: 0, fires: 0, ends: 1 },
      { from: 1, fires: 2 },
    ]);
  });
});
