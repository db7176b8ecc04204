import { ContentDashboard } from "../../constructs/content-dashboard";
import type { Dashboard } from "../../dashboards/panel";
import { production } from "../../environments/production";
import { sliceName } from "../../model/http-service";
import type { System } from "../../model/system";
import { platformSlice } from "../../slices/platform";
import { redSlice } from "../../slices/red";
import type { AnySlice, Measured } from "../../slices/slice";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { buildApp } from "../../synthesis/app";
import { emptyFolder } from "../support/folder";

/** The slices of a system, each with an exporter of its own. */
export const slicesOf = ({ services, platformTeam }: System): Measured[] =>
  services.map((service) =>
    redSlice({
      service,
      target: { job: sliceName(service.name), port: "red" },
      places: ["cluster", "elsewhere"],
      platformTeam,
    }),
  );

/** Of the monitoring itself, with somebody who listens for the heartbeat. */
export const platformSliceOf = (system: System): Measured => platformSlice({ system, heartbeat: true });

/** All that is built of a system where it is monitored whole. */
export function built(system: System): {
  readonly slices: readonly AnySlice[];
  readonly dashboards: readonly Dashboard[];
} {
  const constructs = buildApp({ system, environment: production, outdir: emptyFolder() }).node.findAll();
  return {
    slices: constructs.flatMap((construct) => (construct instanceof MonitoringStack ? construct.slices : [])),
    dashboards: constructs.flatMap((construct) => (construct instanceof ContentDashboard ? [construct.dashboard] : [])),
  };
}
