import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { untilWell } from "../../../commands/doctor/patience";
import type { Examination } from "../../../doctor/examine";
import type { Verdict } from "../../../doctor/line";
import type { Reason } from "../../../doctor/no-answer";
import { minutes } from "../../../units/quantities";

const found = (verdict: Verdict, ...reasons: readonly Reason[]): Examination => ({
  lines: [{ part: "Prometheus", check: "targets", subject: "shop-api", verdict, what: "" }],
  reasons: new Set(reasons),
});

/** What is found in the end, and how often it was looked. */
async function asked(looks: readonly Examination[], most = minutes(10)) {
  let times = 0;
  const last = await untilWell(() => Promise.resolve(looks[times++] ?? found("bad")), {
    most,
    pause: ({ milliseconds }) => {
      jest.setSystemTime(Date.now() + milliseconds);
      return Promise.resolve();
    },
    waiting: () => undefined,
  });
  return { verdict: last.lines[0]?.verdict, times };
}

describe("after a deploy", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it("what is bad at first is looked at until it is well", async () => {
    const looks = [found("bad"), found("unknown", "unreachable"), found("warning"), found("bad")];
    expect(await asked(looks)).toEqual({ verdict: "warning", times: 3 });
  });

  it("it is not waited for longer than was asked for", async () => {
    expect(await asked([])).toEqual({ verdict: "bad", times: 21 });
    expect(await asked([], minutes(0))).toEqual({ verdict: "bad", times: 1 });
  });

  it("it is not waited for a password that is wrong", async () => {
    expect((await asked([found("unknown", "credentials-refused")])).times).toBe(1);
    expect((await asked([found("unknown", "credentials-missing")])).times).toBe(1);
  });
});
