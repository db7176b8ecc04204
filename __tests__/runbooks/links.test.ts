/**
 * Every link of every page of this repository leads to something: files, headings, dashboards, panels, views in Kibana.
 */
import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { system } from "../../system";
import { wrongWith } from "../support/links/check";
import { destinationsIn } from "../support/links/destinations";
import type { Page } from "../support/markdown/links";
import { absolute, linksOfPage, pagesOfRepository } from "../support/markdown/links";
import { synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const to = destinationsIn(
  synthesizedStack(new MonitoringStack(testApp(), "monitoring", { environment: production, system })),
);
const places = { environment: production, repository: system.repository };

/**
 * Out of this repository, and why one has to go there. Tests have no network: that these answer is for people to see.
 */
const elsewhere: Readonly<Record<string, string>> = {
  "https://github.blog/changelog/": "what GitHub changes in its tokens, and from when on",
  "https://health.aws.amazon.com": "only AWS knows whether AWS is at fault",
  "https://www.elastic.co/docs/": "how to add room to a cluster that is none of this project's inventions",
};

const isElsewhere = (url: string) => Object.keys(elsewhere).some((start) => url.startsWith(start));

function wrongIn(page: Page): string[] {
  return linksOfPage(page)
    .map((link) => absolute(link, page, system.repository))
    .filter((url) => !isElsewhere(url))
    .flatMap((url) => wrongWith({ where: page.file, url, by: "nobody" }, to, places));
}

const pages = pagesOfRepository();

describe("the links of", () => {
  it.each(pages.map((page) => [page.file, page] as const))("%s lead somewhere", (_, page) => {
    expect(wrongIn(page)).toEqual([]);
  });

  it("all of them are many, and lead to pages, panels, dashboards and logs", () => {
    const all = pages.flatMap((page) => linksOfPage(page).map((link) => absolute(link, page, system.repository)));
    const { grafana, elk } = production;
    const ways = [`${system.repository}/blob/`, `${grafana.url}/d/use-`, `${elk.kibana.url}/s/`, "?viewPanel=", "#"];
    expect(ways.map((way) => all.filter((url) => url.includes(way)).length > 50)).toEqual(ways.map(() => true));
  });

  it("are followed out of this repository only where it is said why, and each reason is still needed", () => {
    const all = pages.flatMap(linksOfPage);
    expect(Object.keys(elsewhere).filter((start) => !all.some((url) => url.startsWith(start)))).toEqual([]);
  });
});

describe("a link that leads nowhere", () => {
  const { repository } = system;
  const wrong = (text: string, file = "docs/runbooks/example.md") =>
    wrongIn({ file, text }).map((what) => what.replace(repository, "…"));

  it.each([
    ["[x](gone.md)", "there is no docs/runbooks/gone.md"],
    ["[x](database-storage.md#cure)", "docs/runbooks/database-storage.md has no heading cure"],
    ["[x](<https://grafana.example.com/d/red-shop>)", "there is no dashboard red-shop"],
    ["[x](<https://grafana.example.com/d/red-shop-api?viewPanel=1>)", "dashboard red-shop-api has no panel 1"],
    ["<https://example.org/x>", "https://example.org/x leads out of what is known here"],
    ["[x](http://www.elastic.co/docs/)", "http://www.elastic.co/docs/ leads out of what is known here"],
  ])("is found: %s", (text, what) => {
    expect(wrong(text)).toEqual([`docs/runbooks/example.md: ${what}`]);
  });

  it("is none where it stands in code, or leads where it says", () => {
    expect(wrong("`[x](gone.md)`\n\n```\n[x](gone.md)\n```\n\n[x](database-storage.md#mitigation)")).toEqual([]);
    expect(wrong("[x](../../../docs/rabbitmq.md)", "alerts/use/runbooks/example.md")).toEqual([]);
  });
});
