import { describe, expect, it } from "@jest/globals";
import { scenarioList } from "../../../commands/simulate/list";
import { timelineText } from "../../../commands/simulate/terminal";
import { scenario } from "../../../scenarios/scenario";
import { hours } from "../../../units/quantities";
import { plain } from "../../support/plain-text";
import { outcome, shown } from "./example";

describe("a simulated scenario in the terminal", () => {
  it("says in words and in marks what fires when, and whom it tells", () => {
    expect(plain(timelineText(outcome, 80))).toMatchInlineSnapshot(`
     Half of what the <shop> answers is wrong.
     shown, seed 7 · production · Monday, 2 March 2026, 09:00–11:00 UTC

     verdict in time, after 6.5 min: a page of shop-api, due within 10 min. Why by
             then: customers go elsewhere
     verdict NOBODY WAS TOLD: a ticket of shop-database, due within 10 min. Why by
             then: nobody else would look

              09:00            09:30             10:00            10:30

     fault   errors, shop-api: share 50 %
             |                 ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀                                   |

     PAGE    shop-api: requests fail
             endpoint /api/cart
             |                   ··████████████████████▒▒▒                          |
             fires 6 min after the fault, for 39 min; pages storefront-on-call 09:36
     says    /api/cart of shop-api fails 40% of its requests.
             look first: shop-db: at 3.6 times the level; rabbitmq

     PAGE    shop-api: about to
             endpoint /api/cart
             |                       ············                                   |
             was pending, and did not fire

     Alert rules: 1 fired, 1 was only pending, 1 stayed quiet, 1 always fires by
     design, 1 not simulated (logs).
     · pending  █ firing  ▒ recovering  ? no data  ! error  ▀ fault
    `);
  });

  it("is no wider than the terminal, also over midnight", () => {
    const clock = { ...outcome.source.clock, ends: outcome.source.clock.ends + hours(20).milliseconds };
    for (const shown of [outcome, { ...outcome, source: { ...outcome.source, clock } }])
      for (const columns of [80, 120])
        for (const line of timelineText(shown, columns).split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it("counts hours from a day on by the day", () => {
    const clock = { ...outcome.source.clock, ends: outcome.source.clock.ends + hours(40).milliseconds };
    const lines = timelineText({ ...outcome, source: { ...outcome.source, clock } }, 80).split("\n");
    expect(
      lines
        .find((line) => line.includes("3 Mar "))
        ?.trim()
        .split(/ {2,}/),
    ).toEqual(["12:00", "18:00", "3 Mar", "06:00", "12:00", "18:00", "4 Mar"]);
  });
});

describe("a day on which nobody may be woken", () => {
  const quiet = scenario({ ...shown, family: "quiet", due: "nothing" });
  const linesOf = (rows: typeof outcome.rows) =>
    timelineText({ ...outcome, rows, dues: [], source: { ...outcome.source, scenario: quiet } }, 80).split("\n");

  it("says first whether anybody was", () => {
    expect(linesOf([])[3]).toBe("verdict nobody was woken");
    expect(linesOf(outcome.rows)[3]).toBe("verdict SOMEBODY WAS WOKEN, and no page is due: shop-api: requests fail");
  });
});

describe("the list of scenarios", () => {
  it("is no wider than a terminal, and says what is due of each", () => {
    const lines = scenarioList().split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(
      lines.filter((line) => /^ {6}(?:an? (?:page|ticket) of .+|nothing is due)/.test(line)).length,
    ).toBeGreaterThanOrEqual(lines.filter((line) => /^ {2}\S/.test(line)).length);
    expect(lines.slice(0, 4)).toMatchInlineSnapshot(`
     [
       "tuning",
       "  errors-at-peak",
       "      In the evening a third of the shop's requests fails.",
       "      a page of shop-api, due within 5.8 min",
     ]
    `);
  });
});
