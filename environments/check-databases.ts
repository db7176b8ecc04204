import type { Finding } from "../findings/finding";
import type { System } from "../model/system";
import type { Environment } from "./environment";

export const checkDatabases = (_environment: Environment, _system: System): Finding[] => [];
