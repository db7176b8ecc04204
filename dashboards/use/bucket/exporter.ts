import { alertPanel } from "../../alert-panel";
import type { Panel } from "../../panel";
import type { Context } from "./context";

const half = { width: 12, height: 6 };

export const sizeMissing = ({ alerts }: Context): Panel =>
  alertPanel(alerts.sizeMissing, {
    title: "Size missing",
    description:
      "1 while AWS knows the bucket and tells no size of it. Two days of that are normal for a new bucket, and for ever for an empty one.",
    legend: "missing",
    ...half,
  });

export const exporterAbsent = ({ alerts }: Context): Panel =>
  alertPanel(alerts.exporterAbsent, {
    title: "Exporters that measure",
    description: "0 also where the exporter runs and AWS tells it nothing of the bucket: no access, or no such tag.",
    legend: "{{exporter}}",
    ...half,
  });
