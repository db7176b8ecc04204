import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { coverageFile, productionPage } from "../../commands/coverage";
import { hasExports } from "../../constructs/checked";
import type { Built } from "../../coverage/built";
import { checkCoverage } from "../../coverage/check";
import { coverageOf } from "../../coverage/coverage";
import type { Column } from "../../coverage/matrix";
import { columns } from "../../coverage/matrix";
import { verdict } from "../../coverage/verdict";
import { panelsOf } from "../../dashboards/panel";
import type { Dashboard } from "../../dashboards/panel";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { sliceNameOf } from "../../model/resource";
import { buildApp } from "../../synthesis/app";
import { builtIn } from "../../synthesis/coverage";
import { checkParts } from "../../synthesis/parts";
import type { MetricContract } from "../../signals/contracts/contract";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";

const constructsFor = (environment: Environment) =>
  buildApp({ system, environment, outdir: emptyFolder() }).node.findAll();
const builtFor = (environment: Environment) => builtIn(constructsFor(environment), system, environment);

describe("the coverage of this system", () => {
  it.each([...environments.values()])("has no blank in $name", (environment) => {
    expect(checkCoverage(coverageOf(builtFor(environment)))).toEqual([]);
  });

  it("is 13 of 13 metrics in production", () => {
    expect(verdict(coverageOf(builtFor(production)))[0]).toBe("13 of 13 metrics of the plan");
  });

  it("says in words what local has no place for", () => {
    expect(verdict(coverageOf(builtFor(local)))[0]).toBe(
      "11 of 13 metrics of the plan; 11 and 12 not in local: no AWS",
    );
  });

  it("is what docs/coverage.md says; if not: npm run coverage", () => {
    expect(readFileSync(coverageFile, "utf8")).toBe(productionPage());
  });
});

/** One artefact that the plan's metrics cannot do without, and what is built without it. */
interface Removal {
  readonly column: Column;
  readonly name: string;
  readonly without: (built: Built) => Built;
}

const constructs = constructsFor(production);
const whole = builtIn(constructs, system, production);

/** Everything that was built for the thirteen metrics, each once. */
function artefacts(): Removal[] {
  const all = coverageOf(whole).plan.flatMap(({ metric, answer }): Removal[] => {
    const slice = whole.slices.find(({ name }) => name === sliceNameOf(metric.of));
    const signal = slice?.signals.find(({ id }) => id === metric.signal);
    if (!slice || !signal || !("row" in answer)) throw new Error(`nothing answers metric ${metric.number}`);
    const alerts = slice.alerts.filter(({ watches: { id } }) => id === signal.id || id === signal.judgedBy);
    const shown = panelsOf(slice.dashboard).filter(({ title }) => answer.row.cells.panel.has.includes(title));
    return [
      ...answer.row.cells.exporter.has.map((at) => exporter(at)),
      ...answer.row.cells.contract.has.map((name) => contract(name)),
      {
        column: "owner",
        name: slice.name,
        without: (built) => ({
          ...built,
          slices: built.slices.map((one) => (one === slice ? { ...one, owner: { ...one.owner, name: "" } } : one)),
        }),
      },
      ...signal.series.map((one): Removal => ({
        column: "recorded",
        name: one.metric.name,
        without: (built) => ({ ...built, recorded: new Set([...built.recorded].filter((other) => other !== one)) }),
      })),
      ...shown.map(({ key }): Removal => ({
        column: "panel",
        name: `${slice.dashboard.uid} was built without its panel "${key}"`,
        without: (built) => ({
          ...built,
          dashboards: built.dashboards.map((one) => (one.uid === slice.dashboard.uid ? withoutPanel(one, key) : one)),
        }),
      })),
      ...alerts.map(({ id }): Removal => ({
        column: "alert",
        name: id,
        without: (built) => ({ ...built, alerts: built.alerts.filter((other) => other.id !== id) }),
      })),
      ...alerts.map(({ kind }): Removal => ({
        column: "runbook",
        name: `docs/runbooks/${kind}.md`,
        without: (built) => ({
          ...built,
          runbooks: new Set([...built.runbooks].filter((other) => other !== `${kind}.md`)),
        }),
      })),
    ];
  });
  return [...new Map(all.map((removal) => [`${removal.column} ${removal.name}`, removal])).values()];
}

const exporter = (at: string): Removal => ({
  column: "exporter",
  name: at,
  without: (built) => ({ ...built, exporters: built.exporters.filter((other) => other.at !== at) }),
});

const contract = (name: string): Removal => ({
  column: "contract",
  name,
  without: (built) => ({ ...built, contracts: built.contracts.filter((other) => contractName(other) !== name) }),
});

const contractName = ({ exporter, version }: MetricContract) => `${exporter} (${version})`;

const withoutPanel = (dashboard: Dashboard, key: string): Dashboard => ({
  ...dashboard,
  rows: dashboard.rows.flatMap(({ title, panels }) => {
    const [first, ...others] = panels.filter((panel) => panel.key !== key);
    return first ? [{ title, panels: [first, ...others] }] : [];
  }),
});

/** What is found that is not found of the whole: what is blank there is told once, above. */
const told = (built: Built) => {
  const known = new Set(checkCoverage(coverageOf(whole)).map(({ what }) => what));
  return checkCoverage(coverageOf(built)).filter(({ what }) => !known.has(what));
};

describe("each artefact of the thirteen metrics", () => {
  const removals = artefacts();

  it("are many, of every column", () => {
    expect(new Set(removals.map(({ column }) => column))).toEqual(new Set(columns));
    expect(removals.length).toBeGreaterThan(100);
  });

  // An exporter brings, and a contract states, more than one metric: of these there may be several findings.
  const single = removals.filter(({ column }) => column !== "exporter" && column !== "contract");

  it.each(single.map((removal) => [removal.column, removal.name, removal] as const))(
    "that is missing is the one finding there is: %s %s",
    (column, name, { without }) => {
      const findings = told(without(whole));
      expect(findings.map(({ id, where }) => [id, where.split(".").at(-1)])).toEqual([["coverage-blank", column]]);
      expect(findings[0]?.what).toContain(name);
    },
  );

  const contracts = removals.filter(({ column }) => column === "contract");

  it.each(contracts.map(({ name, without }) => [name, without] as const))(
    "that is missing is named by its metrics: contract %s",
    (name, without) => {
      const metrics = whole.contracts.filter((one) => contractName(one) === name).flatMap((one) => one.metrics);
      const findings = told(without(whole));
      expect(findings.length).toBeGreaterThan(0);
      for (const { id, where, what } of findings) {
        expect([id, where.split(".").at(-1)]).toEqual(["coverage-blank", "contract"]);
        expect(metrics.some((metric) => what.includes(`no contract states the metric ${metric.name}.`))).toBe(true);
      }
    },
  );
});

/** All constructs but one and what is beneath it, as if it had been taken out of the tree. */
const without = (gone: IConstruct) => constructs.filter(({ node }) => !node.scopes.includes(gone));

describe("each exporter of this system", () => {
  const exporters = constructs.filter((construct) => hasExports(construct));

  it.each(exporters.map((one) => [one.node.path, one] as const))("leaves a blank where it was: %s", (path, gone) => {
    const lost = whole.exporters.filter(({ at }) => at === path);
    const findings = told(builtIn(without(gone), system, production));
    expect(findings.length).toBeGreaterThan(0);
    for (const { id, where, what } of findings) {
      expect([id, where.split(".").at(-1)]).toEqual(["coverage-blank", "exporter"]);
      expect(lost.some(({ contract }) => what.includes(`brings the ${contract.exporter}`))).toBe(true);
    }
  });
});

describe("each resource of Terraform", () => {
  const resources = constructs.filter((construct) => construct instanceof TerraformResource);
  const blanks = (gone: IConstruct) => told(builtIn(without(gone), system, production));

  it.each(resources.map((one) => [one.node.path, one] as const))("is named where it is missing: %s", (path, gone) => {
    expect(checkParts(without(gone)).map(({ id, where }) => [id, where])).toEqual([["part-missing", path]]);
  });

  it("leaves a blank, but for the dashboard that no signal needs, and what keeps others out", () => {
    const needless = resources.filter((gone) => blanks(gone).length === 0).map(({ node }) => node.path);
    // The state is kept there, and nothing is monitored by it.
    const ofMonitoring = needless.filter((path) => !path.startsWith("bootstrap/"));
    expect(ofMonitoring).toEqual([
      "platform/network/objects/release/release",
      "monitoring/overview/bottlenecks/dashboard",
    ]);
  });
});
