import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { PipelineRoles } from "../constructs/pipeline-roles";
import { ServiceAccountRole } from "../constructs/service-account-role";
import { StateBucket } from "../constructs/state-bucket";
import { externalSecretsServiceAccount } from "../environments/names";
import type { Bootstrapped } from "../environments/state";
import { fillsSecrets } from "../iam/secrets";
import type { System } from "../model/system";
import { addBackend } from "./backend";

export interface BootstrapStackProps {
  readonly environment: Bootstrapped;
  readonly system: System;
}

/**
 * What has to be there before anything can be deployed: a place for the state, and who may do what. `npm run bootstrap`
 * makes it, with the rights of a person who may do everything; no deployment changes it, for it could give itself
 * rights.
 */
export class BootstrapStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, system }: BootstrapStackProps) {
    super(scope, id);
    addBackend(this, environment);
    const roles = new PipelineRoles(this, "pipeline", { environment, system });
    new StateBucket(this, "state", { environment, after: roles.parts() });
    new ServiceAccountRole(this, "secrets", {
      name: externalSecretsServiceAccount,
      environment,
      purpose: "read-secrets",
      may: fillsSecrets(environment),
      madeBy: "bootstrap",
    });
  }
}
