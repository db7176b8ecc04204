import { rulesOf } from "../alerts/levels";
import { platformAlerts } from "../alerts/platform/alerts";
import { platformUid } from "../dashboards/links";
import { platformDashboard } from "../dashboards/platform/dashboard";
import { sliceNameOf } from "../model/resource";
import type { System } from "../model/system";
import { platformSignals } from "../signals/platform-series";
import type { Measured } from "./slice";

export interface PlatformSliceFacts {
  readonly system: System;
  /** Whether somebody outside listens for the heartbeat of the watchdog. */
  readonly heartbeat: boolean;
  /** Whether there is Mimir, a store of all series. @default false */
  readonly mimir?: boolean;
  /** Whether a probe asks for the certificate by which everything here serves. @default false */
  readonly certificate?: boolean;
}

/**
 * The slice of the monitoring itself: whether what is scraped, recorded and evaluated for all other slices really is.
 */
export function platformSlice({ system, heartbeat, mimir = false, certificate = false }: PlatformSliceFacts): Measured {
  const { platformTeam: owner } = system;
  const alerts = platformAlerts({ owner, critical: criticalSlices(system), mimir, certificate }, { heartbeat });
  return {
    name: platformUid,
    of: platformUid,
    owner,
    signals: platformSignals({ certificate }),
    unanswered: [],
    alerts: rulesOf(Object.values(alerts)),
    dashboard: platformDashboard({ alerts }),
  };
}

/** Names of the slices of all that is critical. What has no criticality wakes nobody. */
const criticalSlices = ({ services, resources }: System): string[] =>
  [...services, ...resources]
    .filter((thing) => "criticality" in thing && thing.criticality === "critical")
    .map(sliceNameOf);
