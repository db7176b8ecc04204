import { describe, expect, it } from "@jest/globals";
import { capacityOf } from "../../../capacity/capacity";
import { checkGrowth } from "../../../capacity/check";
import { capacityJson } from "../../../commands/capacity/json";
import { readOptions } from "../../../commands/capacity/options";
import { capacityText } from "../../../commands/capacity/terminal";
import { production } from "../../../environments/production";
import { system } from "../../../system";
import { grown } from "../../support/long-term";
import { productionLogging as logging, productionSlices as slices } from "../../capacity/production-slices";

const asked = (services?: number) => {
  const capacity = capacityOf({ system, environment: production, slices, logging }, services);
  const found = checkGrowth(production, capacity);
  return { title: system.title, environment: "production", capacity, found, whatIf: services !== undefined };
};

const tables = (text: string): string => text.replace(/\n\n(?:error|warning) [\s\S]*$/, "");
const widest = (text: string): number =>
  Math.max(
    ...tables(text)
      .split("\n")
      .map(({ length }) => length),
  );

describe("npm run capacity", () => {
  it("says on a screen of 80 columns who tells most, what that takes and what it costs", () => {
    const text = capacityText(asked(), 80);
    expect(text.split("\n").length).toBeLessThanOrEqual(40);
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text).toMatchSnapshot();
  });

  it.each([1, 30, 300, 5000])("stays as narrow with %d services", (services) => {
    expect(widest(capacityText(asked(services), 80))).toBeLessThanOrEqual(80);
  });

  it.each([100, 120])("says on %d columns also how each need is reckoned, and not a column more", (columns) => {
    const text = capacityText(asked(300), columns);
    expect(text).toContain("reckoned as");
    expect(widest(text)).toBeLessThanOrEqual(columns);
  });

  it("says what a synth would find, were there so many services", () => {
    const text = capacityText(asked(300), 80);
    expect(text).toContain("with 300 services like these");
    expect(text).toContain("error  logs-exceed-disk");
    expect(text).toContain("with as much of everything as is needed");
  });

  it("names what holds the series of several shards", () => {
    const capacity = capacityOf({ system, environment: grown, slices, logging });
    const text = capacityText({ ...asked(), environment: "grown", capacity, found: [] }, 80);
    expect(text).toContain("series in Mimir, ");
    expect(text.match(/^\w+ of each ingester/gm)).toEqual(["memory of each ingester", "disk of each ingester"]);
    expect(widest(text)).toBeLessThanOrEqual(80);
  });

  it("tells programs the same in numbers", () => {
    const told = JSON.parse(capacityJson(asked())) as {
      series: { usual: number };
      demands: { component: string; of: string; verdict: string; has: number }[];
      estimates: { usual: number; most: number }[];
      findings: unknown[];
    };
    expect(told.series.usual).toBe(told.estimates.reduce((sum, { usual }) => sum + usual, 0));
    expect(told.estimates.every(({ usual, most }) => usual <= most)).toBe(true);
    expect(told.demands[0]).toMatchObject({
      component: "Prometheus",
      of: "memory",
      has: 8 * 2 ** 30,
      verdict: "enough",
    });
    expect(told.findings).toEqual([]);
  });
});

describe("its options", () => {
  it("are production, the services that there are, and text", () => {
    expect(readOptions([], {})).toEqual({ environment: "production", json: false, verbose: false, findings: [] });
  });

  it("are read", () => {
    expect(readOptions(["--environment", "staging", "--services", "300", "--json"], {})).toMatchObject({
      ...{ environment: "staging", services: 300, json: true, findings: [] },
    });
  });

  it.each(["0", "-3", "2.5", "many", "100001", "1e3x"])("refuse %s services", (services) => {
    const { findings, services: read } = readOptions(["--services", services], {});
    expect(read).toBeUndefined();
    expect(findings.map(({ id, what }) => [id, what])).toEqual([
      ["unknown-option", `"${services}" is no number of services.`],
    ]);
  });

  it("are corrected where they are misspelt", () => {
    expect(readOptions(["--servces=3"], {}).findings[0]?.fix).toBe("did you mean --services?");
  });
});
