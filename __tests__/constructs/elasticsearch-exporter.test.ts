import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ElasticsearchExporter } from "../../constructs/elasticsearch-exporter";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { plain } from "../support/plain-text";
import { synthesizedStack, valuesBesides, valuesYaml } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function releaseIn(environment: Environment) {
  const stack = new TerraformStack(testApp(), "platform");
  new ElasticsearchExporter(stack, "elasticsearch", { environment, after: [] });
  return resourceIn(synthesizedStack(stack), "helm_release", "elasticsearch-exporter");
}

/** The names of the metrics that are kept, a line each. */
const listed = (values: string): string =>
  values.replace(/^( +)regex: (elasticsearch_\S+\|\S+)$/m, (_, indent: string, names: string) =>
    [`${indent}regex:`, ...names.split("|").map((name) => `${indent}  ${name}`)].join("\n"),
  );

describe("the exporter of Elasticsearch", () => {
  it("has these values in production", () => {
    expect(plain(listed(valuesYaml(releaseIn(production))))).toMatchSnapshot();
  });

  it("is smaller for trying out, and the same else", () => {
    expect(plain(valuesBesides(releaseIn(local), releaseIn(production)))).toMatchInlineSnapshot(`
     resources.limits.memory: "256Mi"
     resources.requests.cpu: "100m"
     resources.requests.memory: "256Mi"
    `);
  });
});
