import type { Finding } from "../findings/finding";
import { within } from "../findings/finding";
import type { System } from "../model/system";
import { checkAws } from "./check-aws";
import { checkBrokers } from "./check-brokers";
import { checkDatabases } from "./check-databases";
import { checkMaintenance } from "./check-maintenance";
import { checkProbes } from "./check-probes";
import type { Environment } from "./environment";

/**
 * Findings that only an environment and a system together can tell: whether exporters can reach what is described, and
 * the rest.
 */
export const checkAccess = (environment: Environment, system: System): Finding[] =>
  within(
    environment.name,
    [checkAws, checkDatabases, checkBrokers, checkProbes, checkMaintenance].flatMap((check) =>
      check(environment, system),
    ),
  ).map((finding) => ({ ...finding, source: `environments/${environment.name}.ts` }));
