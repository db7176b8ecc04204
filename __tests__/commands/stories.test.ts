import { describe, expect, it } from "@jest/globals";
import { mutantsOf } from "../../alerts/stories/mutants";
import type { Judged } from "../../commands/stories/judge";
import { verdictOn } from "../../commands/stories/report";
import { figuresText, storiesTable } from "../../commands/stories/table";
import { minutes } from "../../units/quantities";
import { exampleAlert, exampleRules } from "../alerts/stories/example";

const alert = exampleAlert();
const mutants = mutantsOf(alert, exampleRules);
const judged: Judged = { alert, quiet: 3, firing: 1, contradictions: [], mutants, survivors: [] };
const recordedFrom = mutants.filter(({ mistake }) => mistake.includes("30 min"));

const findings = (...all: Partial<Judged>[]) =>
  verdictOn(
    all.map((one) => ({ ...judged, ...one })),
    false,
  ).findings;

describe("the verdict on told stories", () => {
  it("says what promtool saw where another end was expected", () => {
    const story = { when: "work waits", given: [], at: minutes(12), labels: [{}] as const };
    const contradictions = [{ story, expected: ['{service="shop"}'], got: [], words: "" }];
    expect(findings({ contradictions })).toEqual([
      {
        severity: "error",
        id: "story-contradicts-alert",
        where: "alert shop-queue › fires when work waits",
        what: 'after 12 min it is to fire for {service="shop"}, and promtool saw nothing.',
        why: "what is taken for granted of the alert is not what it would do when deployed.",
        fix: "decide which of both is wrong, the story or the alert.",
      },
    ]);
  });

  it("names each mistake that no story notices, and where it was made", () => {
    expect(
      findings({ survivors: [...mutants.slice(0, 1), ...recordedFrom] }).map(({ id, what }) => [id, what]),
    ).toEqual([
      ["mutant-survives", "it fires above 90 %, not above 60 %: and all its stories are told as before."],
      [
        "mutant-survives",
        "it is recorded from 30 min, not 10 min, in monitoring:queue:ratio: and all its stories are told as before.",
      ],
    ]);
  });

  it("is content when one of the alerts that read a recorded series notices what is wrong with it", () => {
    expect(findings({ survivors: recordedFrom }, {})).toEqual([]);
    expect(findings({ survivors: mutants.slice(0, 1) }, {})).toHaveLength(1);
  });

  it("counts twins, and says what is wrong with them once", () => {
    const twin = { survivors: mutants.slice(0, 1), as: alert };
    const { figures, findings: said } = verdictOn(
      [
        { ...judged, survivors: mutants.slice(0, 1) },
        { ...judged, ...twin },
      ],
      false,
    );
    expect(said).toHaveLength(1);
    expect(figuresText(figures, true)).toBe(
      "2 alert rules, all with stories of both kinds; 4 stories; 7 mutants, 0 that no story can show, 1 survive",
    );
  });
});

describe("the table of stories", () => {
  const all = [judged, { ...judged, quiet: 12, mutants: [] }, { ...judged, as: alert }];

  it("has a line per alert, of eighty columns at most", () => {
    const table = storiesTable(all, true);
    expect(table.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
      "alert quiet fires untrue mutants alive",
      "shop-queue 3 1 0 7 0",
      "shop-queue 12 1 0 0 0",
      "shop-queue as shop-queue",
    ]);
    expect(Math.max(...table.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});
