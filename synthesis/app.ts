import { App } from "cdktf";
import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import { MonitoringStack } from "../stacks/monitoring-stack";
import { PlatformStack } from "../stacks/platform-stack";
import { writePiecewise } from "./piecewise";

export interface AppProps {
  readonly system: System;
  readonly environment: Environment;
  /** @default what the cdktf command line asks for, else `cdktf.out` */
  readonly outdir?: string;
}

/** Both stacks of one environment. Nothing is written, and nothing checked, before somebody asks for it. */
export function buildApp({ system, environment, outdir }: AppProps): App {
  // cdktf's own validation stops at the first stack with errors; `findingsOf` asks all of them.
  const app = new App({ skipValidation: true, ...(outdir !== undefined && { outdir }) });
  const platform = new PlatformStack(app, "platform", { environment, system });
  const monitoring = new MonitoringStack(app, "monitoring", { environment, system });
  monitoring.addDependency(platform);
  for (const stack of [platform, monitoring]) writePiecewise(stack);
  return app;
}
