/** A rule of Prometheus' relabelling, as the operator's custom resources spell it. */
export type Relabelling =
  | { readonly action: "labeldrop"; readonly regex: string }
  | { readonly action: "keep"; readonly sourceLabels: readonly [string]; readonly regex: string }
  | { readonly targetLabel: string; readonly replacement: string }
  | {
      readonly sourceLabels: readonly [string];
      readonly regex: string;
      readonly targetLabel: string;
      readonly replacement: string;
    }
  | { readonly sourceLabels: readonly [string]; readonly targetLabel: string };

/**
 * Relabelling of a ServiceMonitor's targets: leaves the labels of `signals/contracts/target.ts`. The target's own
 * labels `service` and `endpoint`, the Kubernetes Service and the port, would displace an exporter's; the port goes on
 * as `port`. As `instance` the pod's name outlives its address, and the series of a restarted pod go on.
 */
export const targetLabels: readonly Relabelling[] = [
  { sourceLabels: ["endpoint"], targetLabel: "port" },
  { sourceLabels: ["pod"], targetLabel: "instance" },
  { action: "labeldrop", regex: "service|endpoint" },
];

/** Keeps only these metrics of an exporter, those of its contract: whatever else it has is dropped at the scrape. */
export const keepOnly = (metrics: readonly { readonly name: string }[]): Relabelling => ({
  action: "keep",
  sourceLabels: ["__name__"],
  regex: metrics.map(({ name }) => name).join("|"),
});
