import { describe, expect, it } from "@jest/globals";
import { outcomeJson } from "../../../commands/simulate/json";
import { outcome } from "./example";

describe("a simulated scenario as JSON", () => {
  it("has the moments of each instance, of each notification, and whether it was in time", () => {
    const told = JSON.parse(outcomeJson(outcome)) as Record<string, unknown>;
    expect(told).toMatchObject({
      scenario: "shown",
      seed: 7,
      begins: "2026-03-02T09:00:00.000Z",
      quiet: 1,
      always: 1,
      notSimulated: [{ uid: "l" }],
      due: [{ firesAfterSeconds: 360, toldAfterSeconds: 390, inTime: true }, { inTime: false }],
    });
    expect(told.notifications).toMatchObject([
      { at: "2026-03-02T09:36:30.000Z", contactPoint: "storefront-on-call", why: "fires", firing: 1 },
      { why: "ends", ended: 1 },
    ]);
  });
});
