import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { certificateWatchedFrom } from "../environments/own-certificate";
import type { LogTarget, NoLogs } from "../logs/target";
import type { System } from "../model/system";
import { ledToLogs } from "../slices/led-to-logs";
import { platformSlice } from "../slices/platform";
import type { Slice } from "../slices/slice";
import { CertificateProbe } from "./certificate-probe";
import type { ContentFolder } from "./content-folder";
import { addSliceContent } from "./slice-content";

export interface PlatformMonitoringProps {
  readonly system: System;
  /** Says whether somebody listens for the heartbeat, who evaluates rules, and by what everything here serves. */
  readonly environment: Pick<Environment, "certificates" | "notifications" | "probes" | "prometheus">;
  /** Holds the folder of the platform. */
  readonly folder: ContentFolder;
  readonly logs: LogTarget | NoLogs;
}

/**
 * The monitoring watches itself: recording rules, dashboard, alerts. Its exporters are what it consists of; for its
 * certificate somebody has to ask.
 */
export class PlatformMonitoring extends Construct {
  readonly slice: Slice;

  constructor(scope: Construct, id: string, { system, environment, folder, logs }: PlatformMonitoringProps) {
    super(scope, id);
    const place = certificateWatchedFrom(environment);
    if (place !== undefined) new CertificateProbe(this, "certificate", { environment, place });
    this.slice = ledToLogs(
      platformSlice({
        system,
        heartbeat: environment.notifications.heartbeat !== undefined,
        mimir: environment.prometheus.longTerm !== undefined,
        certificate: place !== undefined,
      }),
      logs,
    );
    addSliceContent(this, {
      slice: this.slice,
      environment,
      description: "The monitoring itself: whether what is scraped, recorded and evaluated really is.",
      folder: { uid: this.slice.name, title: this.slice.dashboard.title, parent: folder },
      repository: system.repository,
    });
  }
}
