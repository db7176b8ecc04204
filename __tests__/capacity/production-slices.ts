import { production } from "../../environments/production";
import { buildApp } from "../../synthesis/app";
import { builtIn } from "../../synthesis/coverage";
import { system } from "../../system";

const built = builtIn(buildApp({ system, environment: production }).node.findAll(), system, production);

/** All that is built in production. */
export const productionSlices = built.slices;

/** All whose lines get there. */
export const productionLogging = built.components.map(({ component }) => component);
