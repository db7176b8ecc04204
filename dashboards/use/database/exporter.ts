import { alertPanel } from "../../alert-panel";
import type { Panel } from "../../panel";
import type { Context } from "./context";

export const exporterAbsent = ({ alerts }: Context): Panel =>
  alertPanel(alerts.exporterAbsent, {
    title: "Exporters that measure",
    description:
      "0 also where an exporter runs and is told nothing: no right to read, an extension that is not installed, no such tag.",
    legend: "{{exporter}}",
    width: 24,
    height: 6,
  });
