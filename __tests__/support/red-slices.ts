import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import type { RedServiceMonitoringProps } from "../../constructs/red-service-monitoring";
import { RedServiceMonitoring } from "../../constructs/red-service-monitoring";
import type { Environment } from "../../environments/environment";
import type { HttpService } from "../../model/http-service";
import { platform } from "../../system/teams";
import { noLogs } from "./no-logs";
import type { SynthesizedStack } from "./synthesized";
import { synthesizedStack } from "./synthesized";
import { testApp } from "./test-app";

/** A stack of nothing but the slices of some services. */
export function redSlices(
  environment: Environment,
  services: readonly HttpService[],
  exporter?: (stack: TerraformStack) => RedServiceMonitoringProps["exporter"],
): SynthesizedStack {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const shared = exporter?.(stack);
  for (const service of services)
    new RedServiceMonitoring(stack, service.name, {
      service,
      platformTeam: platform,
      repository: "https://example.com/monitoring",
      environment,
      folder,
      logs: noLogs,
      ...(shared && { exporter: shared }),
    });
  return synthesizedStack(stack);
}
