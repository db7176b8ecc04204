/**
 * Whether Prometheus asks over TLS is decided where it is asked to, and said in network/: neither knows of the other.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import { buildApp } from "../../synthesis/app";
import { flowsOf } from "../../synthesis/flows";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { grown } from "../support/long-term";
import { askedOf } from "../support/network/monitors";
import { readStack } from "../support/synthesized";

describe.each([...environments, ["grown", grown] as const])("what Prometheus asks for in %s", (_, environment) => {
  it("is asked over https if and only if the flow to that very port says that it is", () => {
    const app = buildApp({ system, environment, outdir: emptyFolder() });
    const flows = flowsOf(app).filter(({ from, to }) => from.name === "prometheus" && to.name !== "Kubernetes' API");
    app.synth();
    const stacks = ["platform", "monitoring"].map((stack) =>
      readStack(readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8")),
    );
    const said = flows.flatMap(({ to, ports, encryption }) =>
      (ports === "any" ? [] : ports).map(
        ({ number }) => `${to.name}:${number} ${"tls" in encryption ? "https" : "http"}`,
      ),
    );
    expect(askedOf(stacks)).toEqual(said.sort());
  });
});
