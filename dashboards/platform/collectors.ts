import { alertPanel } from "../alert-panel";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { half, panelOfBoth } from "./context";

export const spansRefused = ({ alerts }: Context): Panel =>
  alertPanel(alerts.spansRefused, {
    ...half,
    description: "Services try again for a while; what they give up is not counted.",
    legend: "{{job}}",
  });

export const overflow = ({ alerts }: Context): Panel =>
  panelOfBoth(alerts.overflow, {
    legend: "{{job}}",
    description: "It lasts until the collector is restarted.",
  });
