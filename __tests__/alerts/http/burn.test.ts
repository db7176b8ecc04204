import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { burns, burnsOf, levelOf, timeToNotice, usualFewest } from "../../../alerts/http/burn";
import { levelsText } from "../../../alerts/http/burn-text";
import type { HttpService } from "../../../model/http-service";
import { objectivePeriod } from "../../../model/http-service";
import { scopesOf } from "../../../signals/objectives";
import { hours, minutes, percent, remainder } from "../../../units/quantities";
import { units } from "../../../units/unit";
import { exampleService } from "../../model/example";
import { plain } from "../../support/plain-text";

const promising = (availability: number, facts: Partial<HttpService> = {}) =>
  exampleService({
    objectives: { ...exampleService().objectives, availability: percent(availability) },
    ...facts,
  });

const levelsOf = (service: HttpService, severity: "page" | "ticket") =>
  levelsText(service, "availability", scopesOf(service)[0], severity);

const noticed = (service: HttpService, severity: "page" | "ticket") =>
  timeToNotice(service, "availability", scopesOf(service)[0], severity);

describe("where an objective's alerts stand", () => {
  it("follows from the objective, until so many feel it that the budget is no excuse", () => {
    const lines = [99.99, 99.9, 99.5, 95, 90].flatMap((availability) => {
      const service = promising(availability);
      return (["page", "ticket"] as const).map(
        (severity) => `${String(availability).padEnd(5)} ${severity.padEnd(6)} ${levelsOf(service, severity)}`,
      );
    });
    expect(plain(lines.join("\n"))).toMatchInlineSnapshot(`
     99.99 page   50 % over 10 min or 0.144 % over 1 h with at least 10 failures, or 0.06 % over 6 h with at least 100, or 50 % over 6 h with at least 4
     99.99 ticket 0.03 % over 6 h or 0.01 % over 3 d with at least 10 failures
     99.9  page   50 % over 10 min or 1.44 % over 1 h with at least 10 failures, or 0.6 % over 6 h with at least 100, or 50 % over 6 h with at least 4
     99.9  ticket 0.3 % over 6 h or 0.1 % over 3 d with at least 10 failures
     99.5  page   50 % over 10 min or 7.2 % over 1 h with at least 10 failures, or 3 % over 6 h with at least 100, or 50 % over 6 h with at least 4
     99.5  ticket 1.5 % over 6 h or 0.5 % over 3 d with at least 10 failures
     95    page   50 % over 10 min or 25 % over 1 h with at least 10 failures, or 20 % over 6 h with at least 100, or 50 % over 6 h with at least 4
     95    ticket 15 % over 6 h or 5 % over 3 d with at least 10 failures
     90    page   50 % over 10 min or 40 % over 1 h with at least 10 failures, or 40 % over 6 h with at least 100, or 50 % over 6 h with at least 4
     90    ticket 30 % over 6 h or 10 % over 3 d with at least 10 failures
    `);
  });

  it("follows from the objective of the endpoint where that has one of its own", () => {
    const weaker = promising(95);
    const service = promising(99.9, {
      routes: [{ path: "/pay", methods: ["POST"], objectives: weaker.objectives }],
    });
    const texts = scopesOf(service).map((scope) => levelsText(service, "availability", scope, "page"));
    expect(texts).toEqual([levelsOf(promising(99.9), "page"), levelsOf(weaker, "page")]);
    expect(texts[0]).not.toBe(texts[1]);
  });

  it("is no higher for a standard service's ticket than for a critical one's page or ticket, over any windows", () => {
    const [critical, standard] = (["critical", "standard"] as const).map((criticality) =>
      exampleService({ criticality }),
    );
    if (!critical || !standard) throw new Error("two services");
    const judged = (severity: "page" | "ticket") =>
      burnsOf(critical, severity).flatMap((burn) =>
        burnsOf(standard, "ticket")
          .filter(({ long, short }) => long === burn.long && short === burn.short)
          .map((own) => levelOf(own, 0.001) <= levelOf(burn, 0.001)),
      );
    expect([judged("page"), judged("ticket")]).toEqual([
      [true, true, true, true],
      [true, true],
    ]);
  });

  it("is stricter for a page than for a ticket, whatever the objective", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), (hundredThousandths) => {
        const budget = hundredThousandths / 100_000;
        const over = (all: (typeof burns)["page"], long: string) =>
          all.filter((burn) => burn.long === long && "times" in burn).map((burn) => levelOf(burn, budget));
        const [page, ticket] = [over(burns.page, "6h"), over(burns.ticket, "6h")];
        expect(page[0]).toBeGreaterThan(ticket[0] ?? NaN);
      }),
      { seed: 23, numRuns: 200 },
    );
  });
});

describe("a total failure is noticed", () => {
  it("the sooner the more is promised, and never at once: rates rise as their window fills", () => {
    const seconds = [99.99, 99.9, 99.5, 95, 90].map((availability) => {
      const service = promising(availability);
      return (["page", "ticket"] as const).map((severity) =>
        Math.round((noticed(service, severity)?.milliseconds ?? NaN) / 1000),
      );
    });
    // Of 99.9 % the live test measures the same, to the half minute that rules are evaluated.
    expect(seconds).toEqual([
      [10, 12],
      [67, 79],
      [264, 325],
      [330, 3249],
      [330, 6498],
    ]);
  });

  it("never where less is promised than failing altogether would break", () => {
    expect(noticed(promising(75), "page")).toBeUndefined();
    expect(noticed(promising(76), "page")).toBeDefined();
    expect(noticed(promising(75), "ticket")?.milliseconds).toBeLessThan(hours(24).milliseconds);
  });
});

describe("docs/objectives.md", () => {
  const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "objectives.md"), "utf8");

  it("says where alerts stand, and when one is told, as the code does", () => {
    const expected = [99.99, 99.9, 99.5, 99, 95, 90].map((availability) => {
      const service = promising(availability);
      const budget = remainder(percent(availability)) * objectivePeriod.milliseconds;
      const told = Math.ceil((noticed(service, "page")?.milliseconds ?? NaN) / minutes(1).milliseconds);
      const minutesOf = (time: number) => `${Math.round(time / minutes(1).milliseconds)} min`;
      const levels = [...burns.page, ...burns.ticket].filter(({ fewest }) => fewest >= usualFewest);
      return [
        `${availability} %`,
        minutesOf(budget),
        ...levels.map((burn) => units.ratio.text(levelOf(burn, remainder(percent(availability))))),
        `${told} min`,
      ];
    });
    const rows = page
      .split("\n")
      .filter((line) => /^\| \d/.test(line))
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(expected);
  });
});
