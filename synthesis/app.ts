import { App } from "cdktf";
import type { Environment } from "../environments/environment";
import { isBootstrapped } from "../environments/state";
import type { System } from "../model/system";
import { MonitoringStack } from "../stacks/monitoring-stack";
import { BootstrapStack } from "../stacks/bootstrap-stack";
import { PlatformStack } from "../stacks/platform-stack";
import { writePiecewise } from "./piecewise";

export interface AppProps {
  readonly system: System;
  readonly environment: Environment;
  /** Folder that is written. @default what the cdktf command line asks for, else `cdktf.out` */
  readonly outdir?: string;
}

/**
 * All stacks of one environment; `bootstrap` where its state is in S3. Nothing is written, and nothing checked, before
 * somebody asks for it.
 */
export function buildApp({ system, environment, outdir }: AppProps): App {
  // cdktf's own validation stops at the first stack with errors; `findingsOf` asks all of them.
  const app = new App({ skipValidation: true, ...(outdir !== undefined && { outdir }) });
  const bootstrap = isBootstrapped(environment) ? [new BootstrapStack(app, "bootstrap", { environment, system })] : [];
  const platform = new PlatformStack(app, "platform", { environment, system });
  const monitoring = new MonitoringStack(app, "monitoring", { environment, system });
  monitoring.addDependency(platform);
  for (const stack of [...bootstrap, platform, monitoring]) writePiecewise(stack);
  return app;
}
