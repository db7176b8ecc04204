/**
 * Limits of every scrape target: one beyond any of them is not scraped at all, rather than taking the whole Prometheus
 * down. They are far above what a healthy target has, kube-state-metrics of a large cluster included; exporters of
 * services set tighter ones.
 */
export const guardRails = {
  enforcedSampleLimit: 200_000,
  enforcedLabelLimit: 40,
  enforcedLabelNameLengthLimit: 128,
  enforcedLabelValueLengthLimit: 1024,
  keepDroppedTargets: 100,
};
