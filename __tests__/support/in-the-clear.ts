import type { Environment } from "../../environments/environment";

/** As an environment without certificates would have it. */
export const inTheClear = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => name !== "certificates")) as unknown as Environment;
