import type { Source } from "../peer";

/** Where the thresholds were read; rendered at https://samber.github.io/awesome-prometheus-alerts/. */
export const source: Source = {
  repository: "https://github.com/samber/awesome-prometheus-alerts",
  files: ["_data/rules.yml"],
  commit: "a8533189af0246de5e21a6d8d25bd37816894f07",
  licence: "CC BY 4.0",
};
