import { alertPanel } from "../alert-panel";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { half, panelOfBoth } from "./context";

export const spansRefused = ({ alerts, repository }: Context): Panel =>
  alertPanel(alerts.spansRefused, repository, {
    ...half,
    description: "Services try again for a while; what they give up is not counted.",
    legend: "{{job}}",
  });

export const overflow = ({ alerts, repository }: Context): Panel =>
  panelOfBoth(alerts.overflow, repository, {
    legend: "{{job}}",
    description: "It lasts until the collector is restarted.",
  });
