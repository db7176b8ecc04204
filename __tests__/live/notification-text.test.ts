/** What whoever is on call reads, by the templates that contact points were synthesized with and Go's text/template. */
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { bodyOf, linkInSlack, linkInText, subject } from "../../alerts/notification-text";
import { temporaryFolder } from "../../engines/run/temporary-folder";
import type { SentAlert } from "../support/hostile-text/readers";
import { readers } from "../support/hostile-text/readers";
import { plain } from "../support/plain-text";

jest.setTimeout(60_000);

const folder = temporaryFolder("notification-text");
const { notification } = readers(folder);
afterAll(() => {
  folder.remove();
});

const alert = (alertname: string, minute: number, summary: string, besides: Partial<SentAlert> = {}): SentAlert => ({
  Labels: { alertname },
  StartsAt: `2026-11-28T03:0${minute}:00Z`,
  PanelURL: "https://g/d/1",
  SilenceURL: "",
  ...besides,
  Annotations: { summary, runbook_url: "https://r/1", ...besides.Annotations },
});

const fails = alert("shop-api: requests fail", 2, "31 % of the requests fail.", {
  SilenceURL: "https://g/silence",
  Annotations: {
    logs_url: "https://k",
    look_first: "shop-db (/d/use-shop-db)",
    description: "1. Roll back.\n2. Think.",
  },
});
// Alertmanager sorts by labels: it is the first of the list, though not of the night.
const slow = alert("shop-api: requests are slow", 5, "9 % of the requests are slow.");
const unknown = alert("DatasourceError", 7, "[no value] fail.", {
  Labels: { alertname: "DatasourceError", rulename: "shop-api: no requests" },
  Annotations: { Error: "[sse.dataQueryError] failed to execute query [A]: bad gateway" },
});

const sent = (template: string, firing: readonly SentAlert[], over: readonly SentAlert[] = []) =>
  notification(template, { Alerts: { Firing: firing, Resolved: over } });

describe("the subject of a notification", () => {
  it.each([
    ["of one alert", [fails], [], "shop-api: requests fail"],
    ["of several, whose first stays the first", [slow, fails, unknown], [], "shop-api: requests fail and 2 more"],
    ["where one is over", [slow], [fails], "shop-api: requests are slow"],
    ["where all are", [], [slow, fails], "Over: shop-api: requests fail and 1 more"],
    ["of a rule that cannot be evaluated", [unknown], [], "DatasourceError: shop-api: no requests"],
  ])("is the title of the rule: %s", async (_, firing, over, expected) => {
    expect(await sent(subject, firing, over)).toBe(expected);
  });
});

describe("the text of a notification", () => {
  it("tells each alert in a line with its links, and of the first what to do", async () => {
    expect(plain(await sent(bodyOf(linkInSlack), [slow, fails], [unknown]))).toMatchInlineSnapshot(`
     9 % of the requests are slow. <https://g/d/1|Panel> <https://r/1|Runbook>

     31 % of the requests fail. <https://g/d/1|Panel> <https://k|Lines> <https://r/1|Runbook> <https://g/silence|Silence>

     Look first:
     shop-db (/d/use-shop-db)

     First steps:
     1. Roll back.
     2. Think.

     Over: [no value] fail.

    `);
  });

  it("writes addresses out where nothing makes links of them", async () => {
    expect(plain(await sent(bodyOf(linkInText), [fails]))).toMatchInlineSnapshot(`
     31 % of the requests fail.
     Panel: https://g/d/1
     Lines: https://k
     Runbook: https://r/1
     Silence: https://g/silence

     Look first:
     shop-db (/d/use-shop-db)

     First steps:
     1. Roll back.
     2. Think.


    `);
  });

  it("says why a rule cannot be evaluated", async () => {
    expect(await sent(bodyOf(linkInText), [unknown])).toContain("bad gateway");
  });

  it("is what is over, and no more, where nothing fires", async () => {
    expect(await sent(bodyOf(linkInText), [], [slow])).toBe("Over: 9 % of the requests are slow.\n");
  });
});
