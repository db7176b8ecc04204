import { describe, expect, it } from "@jest/globals";
import { figures } from "../../../commands/simulate/page/figures";
import { outcomePage } from "../../../commands/simulate/page/page";
import { marksOf } from "../../../commands/simulate/page/value-axis";
import { factsOf } from "../../../units/unit";
import { outcome } from "./example";

describe("a simulated scenario as a page", () => {
  const page = outcomePage(outcome);

  it("asks nobody else for anything, runs nothing, and takes text for text", () => {
    expect(page).not.toMatch(/\b(?:src|href)=|@import|url\(|<script|\bon\w+=/);
    expect(page).toContain("Half of what the &#60;shop&#62; answers is wrong.");
    expect(page).not.toContain("<shop>");
  });

  it("tells states by words and patterns besides colours", () => {
    expect(page).toContain('<i class="alerting" style="left:30%;width:28.33%" title="firing 09:36–10:10"></i>');
    const background = (state: string) =>
      new RegExp(`\\.${state}\\{([^}]+)\\}`).exec(page)?.[1]?.replace(/var\(--\w+\)/g, "");
    const states = ["fault", "pending", "alerting", "recovering", "no-data", "error"];
    expect(new Set(states.map(background)).size).toBe(states.length);
  });

  it("has the hours on one axis for faults and alerts, and below each value", () => {
    const axes = [...page.matchAll(/<div class="hours">(.+?)<\/div>/g)].map(([, axis]) => axis);
    expect(axes).toHaveLength(2);
    expect(axes[0]).toContain('<span style="left:25%">09:30</span>');
    expect(axes[1]).toBe(axes[0]);
  });

  it("draws what was judged in its unit, with both thresholds", () => {
    const [figure = ""] = figures(outcome);
    expect(figure.match(/<polyline/g)).toHaveLength(1);
    const texts = [...figure.matchAll(/<span style="top:[^>]+>([^<]+)</g)].map(([, mark]) => mark);
    expect(texts).toEqual(["0", "20 %", "40 %"]);
    expect(figure).toContain("fires above 20 %");
    expect(figure).toContain("recovers below 10 %");
    expect(figure).toContain("<small>endpoint /api/cart: 0% to 40%</small>");
  });

  it("says what was told first, with the numbers of that moment, and where to look first", () => {
    const [figure = ""] = figures(outcome);
    expect(figure).toContain("<b>09:36 storefront-on-call</b> /api/cart of shop-api fails 40% of its requests.");
    expect(figure).toContain(
      "<li>shop-db (/d/use-shop-db): at 3.6 times the level</li><li>rabbitmq (/d/use-rabbitmq)</li>",
    );
  });

  it("draws all pages, and says how many others are left out", () => {
    const [row] = outcome.rows;
    if (!row?.told) throw new Error("nobody was told");
    const ticket = { ...row, severity: "ticket", told: { ...row.told, wakes: false } };
    const shown = figures({ ...outcome, rows: [...Array.from({ length: 13 }, () => ({ ...ticket })), row] });
    expect(shown).toHaveLength(13);
    expect(shown[11]).toContain("<b>PAGE</b>");
    expect(shown[12]).toBe("<p>2 more fired, and are not drawn.</p>");
  });
});

describe("the axis of a value", () => {
  it.each([
    ["times", 0, 26, ["0 times", "10 times", "20 times"]],
    ["ratio", 0, 0.35, ["0 %", "10 %", "20 %", "30 %"]],
    ["seconds", 0, 345_600, ["0 ms", "1 d", "2 d", "3 d", "4 d"]],
    ["seconds", 0, 5400, ["0 ms", "30 min", "1 h", "1.5 h"]],
    ["bytes", 0, 3 * 2 ** 30, ["0 B", "1 GiB", "2 GiB", "3 GiB"]],
    ["count", -1, 1, ["-1", "-0.5", "0", "0.5", "1"]],
  ] as const)("of %s from %d to %d names round ones", (unit, low, high, told) => {
    expect(marksOf(low, high, unit, 4).map(factsOf(unit).text)).toEqual(told);
  });
});
