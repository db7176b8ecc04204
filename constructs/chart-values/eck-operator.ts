import { namespace } from "../../environments/names";
import { cores, days, mebibytes } from "../../units/quantities";
import { goDuration } from "../../units/text";
import type { Resources } from "../resources";
import { resources } from "../resources";

/** The values in use of the chart eck-operator. */
export interface EckOperatorValues {
  readonly managedNamespaces: readonly string[];
  readonly resources: Resources & { readonly limits: { readonly cpu: null } };
  readonly podSecurityContext: { readonly seccompProfile: { readonly type: "RuntimeDefault" } };
  readonly telemetry: { readonly disabled: boolean };
  readonly config: { readonly caValidity: string; readonly certificatesRotateBefore: string };
}

/** The operator of Elasticsearch, Kibana, Logstash and the Beats, for one namespace. */
export const eckOperatorValues = (): EckOperatorValues => {
  const { requests, limits } = resources({ cpu: cores(0.1), memory: mebibytes(512) });
  return {
    managedNamespaces: [namespace],
    // Null takes the chart's limit of CPU away: the reasons stand at Size.
    resources: { requests, limits: { ...limits, cpu: null } },
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    telemetry: { disabled: true },
    /*
     * The authorities live for ten years, what they sign for one, as ever. The operator restarts what it made itself
     * when an authority changes; Filebeat and Grafana read it when they start, and would stop believing after a year.
     * What is signed is renewed a month before its end, and not a day: npm run doctor worries in its last three weeks.
     */
    config: { caValidity: goDuration(days(3650)), certificatesRotateBefore: goDuration(days(30)) },
  };
};
