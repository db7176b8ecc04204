import type { AlertRule } from "../../alerts/alert";
import { alertPanel } from "../alert-panel";
import { platformUid, toOverview } from "../links";
import type { Dashboard, Panel, Row } from "../panel";
import { overflow, spansRefused } from "./collectors";
import type { Context } from "./context";
import { fullIn, rulesNow, storageNow, targetsNow } from "./now";
import { duration, evaluations, lost, schedule } from "./rules";
import { budget, refused, targetsByJob, targetsDown } from "./scraping";
import { faults, samples, series, used } from "./storage";

/** Everything about the monitoring itself on one page, in the order in which a sample goes its way. */
export const platformDashboard = (context: Context): Dashboard => ({
  uid: platformUid,
  title: "The monitoring itself",
  description: "Whether what watches the services can be trusted: where a sample is lost, no alert sees it.",
  tags: ["platform"],
  variables: [],
  annotations: [],
  links: [toOverview],
  rows: [
    { title: "Now", panels: [targetsNow, rulesNow(context), storageNow(context), fullIn] },
    { title: "Collectors", panels: [spansRefused(context), overflow(context)] },
    { title: "Scraping", panels: [targetsDown(context), targetsByJob, budget(context), refused] },
    { title: "Storage", panels: [used(context), faults(context), series, samples] },
    { title: "Recording rules", panels: [lost(context), duration] },
    { title: "Alert rules", panels: [evaluations(context), schedule] },
    ...certificate(context),
    ...heartbeat(context),
  ],
});

/** One line to a line of the page. */
const alone = { width: 24, height: 5 } as const;

const certificate = ({ alerts }: Context): Row[] =>
  alerts.certificate
    ? [
        {
          title: "Certificate",
          panels: [
            alertPanel(alerts.certificate, {
              description: "Of the one by which everything here serves, as the blackbox exporter shows it.",
              legend: "expires in",
              ...alone,
            }),
          ],
        },
      ]
    : [];

const heartbeat = ({ alerts }: Context): Row[] =>
  alerts.watchdog ? [{ title: "Heartbeat", panels: [watchdog(alerts.watchdog)] }] : [];

const watchdog = (alert: AlertRule): Panel =>
  alertPanel(alert, {
    description: "The alert on it always fires; its heartbeat missing outside is the alarm.",
    legend: "answers",
    ...alone,
  });
