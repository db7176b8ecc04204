import { disksOf } from "../disks";
import type { Peer } from "../peer";
import { resourcesOf } from "../things";
import { kubernetesSource, ofPods, ofVolumes } from "./kubernetes";
import { ofObjectives, slothSource } from "./objectives";
import { ofDatabases, postgresSource } from "./postgres";
import { kubePrometheusSource, ofMonitoring, prometheusSource } from "./prometheus";
import { ofBrokers, rabbitmqSource } from "./rabbitmq";

/**
 * Published rules as one finds them when one looks further: objectives for services, and official mixins for the rest.
 */
export const mixins: Peer = {
  name: "sloth+mixins",
  sources: [slothSource, kubernetesSource, kubePrometheusSource, prometheusSource, rabbitmqSource, postgresSource],
  rules: (setting) => {
    const { alerts, recorded } = ofObjectives(setting.system.services);
    return {
      alerts: [
        ...alerts,
        ...ofPods(resourcesOf(setting, "workload")),
        ...ofVolumes(disksOf(setting)),
        ...ofDatabases(resourcesOf(setting, "database")),
        ...ofBrokers(resourcesOf(setting, "broker")),
        ...ofMonitoring(setting),
      ],
      recorded,
    };
  },
};
