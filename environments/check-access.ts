import type { Finding } from "../findings/finding";
import { within } from "../findings/finding";
import type { System } from "../model/system";
import { checkAws } from "./check-aws";
import { checkBrokers } from "./check-brokers";
import { checkDatabases } from "./check-databases";
import { checkMaintenance } from "./check-maintenance";
import { checkProbes } from "./check-probes";
import type { Environment } from "./environment";

/** Whether exporters can reach what the system describes, and the rest: all that only the two together can tell. */
export const checkAccess = (environment: Environment, system: System): Finding[] =>
  within(
    environment.name,
    [checkAws, checkDatabases, checkBrokers, checkProbes, checkMaintenance].flatMap((check) =>
      check(environment, system),
    ),
  ).map((finding) => ({ ...finding, source: `environments/${environment.name}.ts` }));
