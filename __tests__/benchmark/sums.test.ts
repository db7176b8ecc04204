import { describe, expect, it } from "@jest/globals";
import { brokenPromises } from "../../benchmark/promises";
import { replaceMeasured, measuredText } from "../../benchmark/readme";
import { byFamily, noiseOf, sumOf } from "../../benchmark/sums";
import { familyRows, inColumns, minutesText, noiseRows } from "../../benchmark/table";
import { hours, minutes } from "../../units/quantities";
import { dueVerdict, verdict } from "./support";

describe("what a pack was worth", () => {
  it("is how often it told what was due, how often in time, and the median of when", () => {
    const verdicts = [4, 10, 40, undefined].map((after) => verdict({ dues: [dueVerdict("page", after)] }));
    expect(sumOf(verdicts)).toEqual({ due: 4, told: 3, onlyTickets: 0, inTime: 2, toldAfter: minutes(10) });
  });

  it("has the mean of the two in the middle where there is no middle", () => {
    const verdicts = [4, 10].map((after) => verdict({ dues: [dueVerdict("page", after)] }));
    expect(sumOf(verdicts).toldAfter).toEqual(minutes(7));
  });

  it("is nothing where nothing was due", () => {
    expect(sumOf([verdict({})])).toEqual({ due: 0, told: 0, onlyTickets: 0, inTime: 0 });
    expect(byFamily([verdict({})])).toEqual([]);
  });
});

describe("what it did besides", () => {
  it("is told by the week: a page in half a week is two", () => {
    const { pagesPerWeek, ticketsPerWeek } = noiseOf([verdict({ quietFor: hours(84), pages: 1, tickets: 3 })]);
    expect([pagesPerWeek, ticketsPerWeek]).toEqual([2, 6]);
  });

  it("is none of what happened on the days of faults", () => {
    expect(noiseOf([verdict({ dues: [dueVerdict("page", 4)], pages: 3 })]).pagesPerWeek).toBe(0);
  });

  it("counts faults that could wait and woke somebody, and those that woke somebody twice", () => {
    const verdicts = [
      verdict({ dues: [dueVerdict("ticket", 4)], pages: 1, mostPages: 1 }),
      verdict({ dues: [dueVerdict("ticket", 4)], tickets: 1 }),
      verdict({ dues: [dueVerdict("page", 4)], pages: 2, mostPages: 2, again: 3 }),
    ];
    expect(noiseOf(verdicts)).toMatchObject({ wokenForTickets: 1, wokenAgain: 1, againPerFault: 1 });
  });
});

describe("promises", () => {
  const kept = verdict({ dues: [dueVerdict("page", 4)], pages: 1, mostPages: 1 });
  const peer = { pack: "peer" };

  it("are kept where everything is told in time, once, and nothing else", () => {
    expect(brokenPromises([kept, verdict({ tickets: 1 })])).toEqual([]);
  });

  it("are broken by what comes late or never", () => {
    const late = verdict({ dues: [dueVerdict("page", 40)] });
    const never = verdict({ dues: [dueVerdict("ticket")] });
    expect(brokenPromises([late, never])).toEqual([
      "example (seed 1): the page that is due within 30 min comes after 40.0 min.",
      "example (seed 1): the ticket that is due within 30 min never comes.",
    ]);
  });

  it("are broken by pages for nothing, more than one in a week", () => {
    const quietWeek = { quietFor: hours(168) };
    expect(brokenPromises([verdict({ ...quietWeek, pages: 1 })])).toEqual([]);
    expect(brokenPromises([verdict({ ...quietWeek, pages: 2 })])).toEqual([
      "Somebody is woken for nothing 2.0 times a week of quiet days: example (seed 1).",
    ]);
  });

  it("are broken by a page where a ticket is due, and by two pages for one fault", () => {
    expect(
      brokenPromises([
        verdict({ dues: [dueVerdict("ticket", 4)], pages: 1, mostPages: 1 }),
        verdict({ dues: [dueVerdict("page", 4)], pages: 2, mostPages: 2 }),
      ]),
    ).toEqual([
      "example (seed 1): somebody is woken, and a ticket was due.",
      "example (seed 1): the same person is woken 2 times.",
    ]);
  });

  it("are broken by a page about something else", () => {
    expect(brokenPromises([{ ...kept, strayPages: 1 }])).toEqual([
      "example (seed 1): somebody is woken for something else than is due.",
    ]);
  });

  it("are kept by two pages for two faults that have nothing to do with each other", () => {
    const two = { dues: [dueVerdict("page", 4), dueVerdict("page", 5)] };
    expect(brokenPromises([verdict({ ...two, pages: 2, mostPages: 2 })])).toEqual([]);
    expect(brokenPromises([verdict({ ...two, pages: 3, mostPages: 3 })])).toHaveLength(1);
  });

  it("are broken by a faster peer, of what both tell, unless it wakes people for nothing", () => {
    const faster = verdict({ ...peer, dues: [dueVerdict("page", 2)] });
    expect(brokenPromises([kept, faster])).toEqual([
      "errors-fast: peer tells after 2.0 min, and ours of the same after 4.0 min.",
    ]);
    expect(brokenPromises([kept, faster, verdict({ ...peer, pages: 3 })])).toEqual([]);
    expect(brokenPromises([kept, verdict({ ...peer, dues: [dueVerdict("page", 3)] })])).toEqual([]);
    const hard = { scenario: "hard", pages: 1, mostPages: 1 };
    const slow = verdict({ ...hard, dues: [dueVerdict("page", 25)] });
    const missed = verdict({ ...peer, ...hard, dues: [dueVerdict("page")] });
    expect(brokenPromises([kept, slow, faster, missed])).toEqual(brokenPromises([kept, faster]));
  });
});

describe("the tables", () => {
  const verdicts = [
    verdict({ dues: [dueVerdict("page", 4)], pages: 1, mostPages: 1, resolvedAfter: minutes(30) }),
    verdict({ tickets: 1 }),
    verdict({ pack: "peer", dues: [dueVerdict("page")], pages: 0, goesOn: true }),
    verdict({ pack: "peer", pages: 2 }),
  ];

  it("say of each family and pack how often it was told, when, and how often in time", () => {
    expect(inColumns(familyRows(verdicts))).toBe(
      [
        "family       ours   median  in time  peer  median  in time",
        "errors-fast   1/1  4.0 min      1/1   0/1       –      0/1",
        "all           1/1  4.0 min      1/1   0/1       –      0/1",
      ].join("\n"),
    );
  });

  it("say what packs did besides", () => {
    expect(inColumns(noiseRows(verdicts))).toBe(
      [
        "besides, with 3.5 quiet days                         ours  peer",
        "only a ticket, where somebody was to be woken           0     0",
        "pages in a week of quiet days                         0.0   4.0",
        "tickets in a week of quiet days                       2.0   0.0",
        "faults that could wait, and woke somebody               0     0",
        "scenarios that woke somebody once too often             0     0",
        "scenarios that woke somebody for something else         0     0",
        "fires again that had ended, in one fault              0.0   0.0",
        "resolved after the fault, median                 30.0 min     –",
        "not resolved when the scenario ended                    0     1",
      ].join("\n"),
    );
  });

  it("speak of minutes, and of hours from two on", () => {
    expect([minutes(4.5), minutes(119), hours(3.2)].map(minutesText)).toEqual(["4.5 min", "119.0 min", "3.2 h"]);
  });

  it("stand in the README between two marks, and nothing else changes", () => {
    const page = replaceMeasured(
      "before\n<!-- measured: npm run benchmark:detection -- --write -->\nold\n<!-- end of what is measured -->\nafter\n",
      measuredText([{ name: "tuning", verdicts }]),
    );
    expect(page).toMatch(/^before\n<!-- measured/);
    expect(page).toMatch(/<!-- end of what is measured -->\nafter\n$/);
    expect(page).toContain("**The tuning set**: 2 plays, 1 of them quiet.");
    expect(page).toContain(
      [
        "| family      | ours |  median | in time | peer | median | in time |",
        "| ----------- | ---: | ------: | ------: | ---: | -----: | ------: |",
        "| errors-fast |  1/1 | 4.0 min |     1/1 |  0/1 |      – |     0/1 |",
      ].join("\n"),
    );
    expect(page).not.toContain("old");
    expect(() => replaceMeasured("no marks", "")).toThrow(/README.md lacks/);
  });
});
