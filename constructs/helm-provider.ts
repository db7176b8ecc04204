import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { KubernetesAccess } from "../environments/environment";
import { providers } from "../versions";
import { forTerraform, inStrings } from "./border";

/** Adds the provider through which the Helm releases of a stack reach the cluster; one in a stack. */
export function addHelmProvider(scope: Construct, { configPath, context }: KubernetesAccess): HelmProvider {
  // The bindings allow any 3.x; 3.0 corrupts nested sensitive values, and a plan should not depend on the day.
  TerraformStack.of(scope).addOverride("terraform.required_providers.helm.version", providers.helm);
  return new HelmProvider(scope, "helm", {
    kubernetes: inStrings({ configPath, configContext: context }, forTerraform),
  });
}
