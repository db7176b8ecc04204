import { describe, expect, it } from "@jest/globals";
import type { Accepted } from "../../../commands/audit/accepted";
import { accepted as real } from "../../../commands/audit/accepted";
import { judge } from "../../../commands/audit/judge";
import { readReport } from "../../../commands/audit/report";

const today = "2026-11-28";

const advisory = (id: string, severity: string, name = "left-pad") => ({
  source: 1,
  name,
  dependency: name,
  title: "Pads too far",
  url: `https://github.com/advisories/${id}`,
  severity,
  range: "<1.2.3",
});

/** As npm writes it: a package has advisories of its own, or comes with others that have. */
const report = (...advisories: readonly ReturnType<typeof advisory>[]) =>
  readReport(
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: {
        ...Object.fromEntries(advisories.map((one) => [one.name, { name: one.name, via: [one] }])),
        parent: { name: "parent", via: advisories.map(({ name }) => name) },
      },
    }),
  );

const acceptedUntil = (until: string): Accepted[] => [{ advisory: "GHSA-a", reason: "tests alone use it", until }];

describe("the audit of dependencies", () => {
  it("has nothing against packages without advisories", () => {
    expect(judge(report(), [], today)).toEqual([]);
  });

  it("finds a high or critical advisory, and says once what it is about, whoever brings it in", () => {
    for (const severity of ["high", "critical"])
      expect(judge(report(advisory("GHSA-a", severity)), [], today)).toMatchObject([
        {
          id: "dependency-vulnerable",
          severity: "error",
          where: "left-pad <1.2.3",
          what: `${severity}: Pads too far (GHSA-a).`,
        },
      ]);
  });

  it("stops nobody for a lower one", () => {
    for (const severity of ["info", "low", "moderate"])
      expect(judge(report(advisory("GHSA-a", severity)), [], today)).toEqual([]);
  });

  it("accepts one with a reason until its day, and not from then on", () => {
    const found = report(advisory("GHSA-a", "high"));
    expect(judge(found, acceptedUntil("2026-11-29"), today)).toEqual([]);
    expect(judge(found, acceptedUntil(today), today).map(({ id }) => id)).toEqual(["dependency-vulnerable"]);
  });

  it("accepts one and no other", () => {
    const found = report(advisory("GHSA-a", "high"), advisory("GHSA-b", "high", "right-pad"));
    expect(judge(found, acceptedUntil("2027-01-01"), today).map(({ where }) => where)).toEqual(["right-pad <1.2.3"]);
  });

  it("finds what is accepted in vain", () => {
    expect(judge(report(), acceptedUntil("2027-01-01"), today).map(({ id }) => id)).toEqual([
      "dependency-accepted-in-vain",
    ]);
  });

  it("does not take a refusal for a report without advisories", () => {
    expect(() => readReport('{"message":"405 Method Not Allowed","error":{"summary":""}}')).toThrow(
      "405 Method Not Allowed",
    );
    expect(() => readReport("<html>")).toThrow("<html>");
    expect(() => readReport("")).toThrow("it said nothing");
  });

  it("accepts today only what has a reason and a day", () => {
    for (const { advisory: id, reason, until } of real) {
      expect(id).toMatch(/^GHSA-/);
      expect(reason.length).toBeGreaterThan(20);
      expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
