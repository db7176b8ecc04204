import { describe, expect, it } from "@jest/globals";
import { changesBetween } from "../../diff/compare";
import type { ContactPoint } from "../../environments/contact-points";
import { secret } from "../../environments/contact-points";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";
import { system } from "../../system";
import { sideOf } from "../support/diff/side";

const { notifications } = production;

/** Production, with another contact point for what wakes whom the shop belongs to. */
function withPage(page: ContactPoint): Environment {
  const storefront = { ...notifications.teams.storefront, page } as (typeof notifications.teams)[string];
  return { ...production, notifications: { ...notifications, teams: { ...notifications.teams, storefront } } };
}

const pagerDuty = notifications.teams.storefront?.page;
const called = (name: string, kind: "slack" | "pagerduty"): ContactPoint =>
  kind === "slack"
    ? { kind, name, channel: "#shop", token: secret("slack_token") }
    : { kind, name, integrationKey: secret("storefront_pagerduty_key") };

const changesTo = (page: ContactPoint) =>
  changesBetween(sideOf(system, production), sideOf(system, withPage(page))).filter(
    ({ section, kind }) => section === "routes" && kind !== "added",
  );

describe("a page", () => {
  it("that wakes nobody any more is flagged", () => {
    expect(pagerDuty?.kind).toBe("pagerduty");
    const [change, ...others] = changesTo(called("shop-channel", "slack")).filter(({ what }) => what === "told to");
    expect(others).toEqual([]);
    expect(change).toMatchObject({ before: pagerDuty?.name, after: "shop-channel", flags: ["less-detected"] });
  });

  it("that wakes nobody any more is flagged under the same name, too", () => {
    const flagged = changesTo(called(pagerDuty?.name ?? "", "slack")).filter(({ flags = [] }) => flags.length > 0);
    expect(flagged.map(({ flags }) => flags)).toContainEqual(["less-detected"]);
    expect(flagged.every(({ what = "" }) => what.startsWith("pagerduty"))).toBe(true);
  });

  it("that wakes somebody else is not", () => {
    const told = changesTo(called("shop-others", "pagerduty")).filter(({ what }) => what === "told to");
    expect(told).toHaveLength(1);
    expect(told.flatMap(({ flags = [] }) => flags)).toEqual([]);
  });
});
