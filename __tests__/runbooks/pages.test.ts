/** The runbooks that lie in docs/, against the rules as they are synthesized. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { allRunbooks, deployedIn, judgementFiles, writeRunbooks } from "../../commands/runbooks";
import { panelsOf } from "../../dashboards/panel";
import { environments } from "../../environments";
import { production } from "../../environments/production";
import { lucene } from "../../logs/filter";
import { parsed } from "../../promql/parse";
import { printLine } from "../../promql/print";
import { readJudgement } from "../../runbooks/judgement";
import { runbookFolder } from "../../runbooks/links";
import { runbooksOf } from "../../runbooks/runbooks";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { readKql } from "../support/logs/kql";
import { dashboardOf, resourcesOf, rulesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const { pages, findings } = allRunbooks();
const stackOf = (environment: typeof production) =>
  new MonitoringStack(testApp(), "monitoring", { environment, system });
const stack = stackOf(production);
const folder = join(__dirname, "../..", runbookFolder);
const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const runbooks = [...written].filter(([name]) => name !== "README.md");

describe("docs/runbooks", () => {
  it("is what the rules and the judgements beside them say; if not: npm run runbooks", () => {
    expect(findings).toEqual([]);
    expect([...written.keys()].sort()).toEqual([...pages.keys()].sort());
    for (const [name, page] of pages) expect([name, written.get(name)]).toEqual([name, page]);
  });

  it("has a page for every kind of alert of every environment, and no other", () => {
    const kinds = [...environments.values()].flatMap((environment) =>
      stackOf(environment).slices.flatMap(({ alerts }) => alerts.map(({ kind }) => `${kind}.md`)),
    );
    expect(runbooks.map(([name]) => name).sort()).toEqual([...new Set(kinds)].sort());
  });

  it("is the same from run to run", () => {
    expect(allRunbooks().pages).toEqual(pages);
  });

  it.each(runbooks)("%s is read in a minute: 60 lines, what is folded aside", (_, page) => {
    const open = page.replace(/<details>[\s\S]*?<\/details>/g, "");
    expect(open.split("\n").length).toBeLessThanOrEqual(60);
  });

  it.each(runbooks)("%s has nothing left to fill in", (_, page) => {
    expect(page).not.toMatch(/\{\{|undefined|\bNaN\b|\[object/);
  });
});

describe("npm run runbooks", () => {
  const folderWith = (name: string) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, name), "old");
    return folder;
  };

  it("writes all pages, and deletes what nothing is left of", () => {
    const folder = folderWith("gone.md");
    expect(writeRunbooks({ pages, findings: [] }, folder).exitCode).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  });

  it("writes nothing while something is wrong, and says what", () => {
    const folder = folderWith("log-errors.md");
    const { findings: wrong } = runbooksOf([], [deployedIn(production)]);
    const { report, exitCode } = writeRunbooks({ pages, findings: wrong }, folder);
    expect([exitCode, report.split("\n").at(-1)]).toEqual([
      1,
      `${pages.size - 1} errors. Nothing was written; docs/runbooks is as it was.`,
    ]);
    expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"))).toEqual(["old"]);
  });
});

interface Asked {
  readonly expr?: string;
  readonly query?: string;
}

const synthesized = synthesizedStack(stack);
const models = resourcesOf(synthesized, "grafana_rule_group")
  .flatMap(([, group]) => rulesOf(group))
  .flatMap(({ data }) => (data as readonly { readonly model: Asked }[]).map(({ model }) => model));
const targets = resourcesOf(synthesized, "grafana_dashboard").flatMap(([, resource]) =>
  dashboardOf(resource).panels.flatMap((panel) => panel.targets ?? []),
);

const onOneLine = (text: string): string => printLine(parsed(text));

const shown = (language: string, page: string) =>
  Array.from(page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, "gm")), ([, text = ""]) => text);

describe("the queries of runbooks", () => {
  // A page that is silenced asks for more than its value, which is what its panel shows.
  const deployed = new Set(
    [...models, ...targets].flatMap(({ expr }) => (expr === undefined ? [] : [onOneLine(expr)])),
  );
  const asked = new Set(models.flatMap(({ query }) => query ?? []));

  it.each(runbooks)("%s shows what is synthesized", (_, page) => {
    const promql = shown("promql", page);
    const kql = shown("kql", page);
    expect(promql.length + kql.length).toBeGreaterThan(0);
    expect(promql.map(onOneLine).filter((query) => !deployed.has(query))).toEqual([]);
    expect(kql.filter((query) => !asked.has(lucene(readKql(query))))).toEqual([]);
  });
});

/** What stands in typographic quotes is the title of a panel or a row. */
const quoted = (text: string) => Array.from(text.matchAll(/“([^”]+)”/g), ([, title = ""]) => title);

describe("a judgement", () => {
  const judgements = judgementFiles().map((file) => readJudgement(file).judgement);
  const standing = stack.slices.flatMap(({ alerts, dashboard }) =>
    alerts.map(({ kind }) => ({ kind, titles: [...dashboard.rows, ...panelsOf(dashboard)].map(({ title }) => title) })),
  );

  it.each(judgements.map((judgement) => [judgement.kind, judgement] as const))(
    "of %s names panels that the dashboards of its alerts have",
    (kind, { sections }) => {
      const named = quoted(Object.values(sections).join("\n"));
      for (const { titles } of standing.filter((one) => one.kind === kind))
        expect(titles).toEqual(expect.arrayContaining(named));
    },
  );

  it("names panels at all, so that the comparison means something", () => {
    expect(judgements.flatMap(({ sections }) => quoted(Object.values(sections).join("\n"))).length).toBeGreaterThan(50);
  });
});
