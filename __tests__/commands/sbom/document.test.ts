import { describe, expect, it } from "@jest/globals";
import { deployedComponents } from "../../../commands/sbom/components";
import type { Bom } from "../../../commands/sbom/document";
import { completeBom } from "../../../commands/sbom/document";
import { charts, elasticStack, images, providers } from "../../../versions";

const library = (name: string) => ({ type: "library", name, version: "1.0.0", "bom-ref": `${name}@1.0.0` });

const written: Bom & { readonly bomFormat: string } = {
  bomFormat: "CycloneDX",
  serialNumber: "urn:uuid:1",
  metadata: { timestamp: "2026-01-01T00:00:00Z", tools: [{ name: "cli" }], component: { name: "checkout-17" } },
  components: [library("zod"), library("ajv")],
  dependencies: [{ ref: "zod@1.0.0" }, { ref: "ajv@1.0.0", dependsOn: ["zod@1.0.0"] }],
};

describe("the list of what this repository consists of", () => {
  const complete = completeBom(written, deployedComponents(), "monitoring-as-code");

  it("says nothing that differs from run to run or from machine to machine", () => {
    expect(complete).not.toHaveProperty("serialNumber");
    expect(complete.metadata).toEqual({ component: { name: "monitoring-as-code" } });
    const reversed = {
      ...written,
      components: [...written.components].reverse(),
      dependencies: [...written.dependencies].reverse(),
    };
    expect(completeBom(reversed, deployedComponents(), "monitoring-as-code")).toEqual(complete);
  });

  it("keeps what npm says of packages", () => {
    expect(complete).toMatchObject({ bomFormat: "CycloneDX" });
    expect(complete.components).toEqual(expect.arrayContaining([library("ajv"), library("zod")]));
    expect(complete.dependencies[0]).toEqual({ ref: "ajv@1.0.0", dependsOn: ["zod@1.0.0"] });
  });

  it("adds every chart, image and provider, in its version", () => {
    const found = complete.components.map(({ name, version }) => `${name} ${version}`);
    for (const { name, version } of Object.values(charts)) expect(found).toContain(`${name} ${version}`);
    for (const [name, version] of Object.entries(providers)) expect(found).toContain(`${name} ${version}`);
    for (const { tag } of Object.values(images)) expect(found.some((line) => line.endsWith(` ${tag}`))).toBe(true);
    expect(found).toContain(`elasticsearch ${elasticStack}`);
  });

  it("names each component once", () => {
    const refs = complete.components.map((component) => component["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
  });
});
