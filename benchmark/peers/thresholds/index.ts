import { disksOf } from "../disks";
import type { Peer } from "../peer";
import { resourcesOf } from "../things";
import { ofBrokers } from "./broker";
import { ofDatabases } from "./database";
import { ofServices } from "./http";
import { ofMonitoring } from "./monitoring";
import { ofPods } from "./pods";
import { source } from "./source";
import { ofVolumes } from "./volumes";

/** Published rules as one finds them first: a threshold for everything. */
export const thresholds: Peer = {
  name: "thresholds",
  sources: [source],
  rules: (setting) => ({
    alerts: [
      ...ofServices(setting.system.services),
      ...ofPods(resourcesOf(setting, "workload")),
      ...ofDatabases(resourcesOf(setting, "database")),
      ...ofBrokers(resourcesOf(setting, "broker")),
      ...ofVolumes(disksOf(setting)),
      ...ofMonitoring(setting),
    ],
    recorded: [],
  }),
};
