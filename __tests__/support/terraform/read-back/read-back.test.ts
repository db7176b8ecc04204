import { describe, expect, it } from "@jest/globals";
import { environments } from "../../../../environments";
import { providerName, resourcesInUse } from "../../../../scripts/trim-schema";
import { buildApp } from "../../../../synthesis/app";
import { documentsOf } from "../../../../synthesis/documents";
import { system } from "../../../../system";
import { readStack } from "../../synthesized";
import { behaviours } from "./behaviours";
import { phantomDiffs } from "./phantom-diffs";

const typesInUse = Object.entries(resourcesInUse).flatMap(([source, types]) =>
  types.map((type) => `${providerName(source)}_${type}`),
);

const stacks = [...environments].map(
  ([name, environment]) =>
    [
      name,
      documentsOf(buildApp({ system, environment })).map((document) => readStack(JSON.stringify(document))),
    ] as const,
);

describe("each type of resource in use", () => {
  it("has somebody who says how it is read back", () => {
    expect(typesInUse.filter((type) => !(type in behaviours))).toEqual([]);
  });

  it.each(typesInUse)("is read back as synth writes it, in every environment: %s", (type) => {
    const diffs = stacks.flatMap(([environment, documents]) =>
      documents
        .flatMap((document) => phantomDiffs({ resource: { [type]: document.resource[type] ?? {} } }))
        .map((diff) => ({ ...diff, environment })),
    );
    expect(diffs).toEqual([]);
  });
});
