import type { AlertRule } from "../../alerts/alert";
import { overviewDashboard } from "../../dashboards/overview";
import type { Dashboard } from "../../dashboards/panel";
import { sliceName } from "../../model/http-service";
import type { System } from "../../model/system";
import { redSlice } from "../../slices/red";
import type { Slice } from "../../slices/slice";

/** The slices of a system, each with an exporter of its own. */
export const slicesOf = ({ services, repository }: System): Slice[] =>
  services.map((service) => redSlice({ service, target: { job: sliceName(service.name), port: "red" }, repository }));

export const overviewOf = (system: System, alerts: readonly AlertRule[]): Dashboard =>
  overviewDashboard({
    title: system.title,
    repository: system.repository,
    dashboards: slicesOf(system).map(({ dashboard: { title, uid } }) => ({ title, uid })),
    alerts,
  });
