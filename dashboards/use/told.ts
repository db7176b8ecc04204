import type { Levelled } from "../../alerts/levels";
import { rulesOf } from "../../alerts/levels";
import type { Resource } from "../../model/resource";
import { select } from "../../promql/build";
import { resourceAlarm, toldByService } from "../../signals/resource-alarm";
import { graph, query } from "../build";
import type { Row } from "../panel";

/**
 * Row that tells why nobody was woken for a resource; none where no service's page keeps an alert of the resource
 * silent.
 */
export function whoTells({ name }: Resource, alerts: readonly Levelled[]): Row[] {
  if (!rulesOf(alerts).some(({ silentWhile }) => silentWhile)) return [];
  const of = { resource: name };
  const panel = graph("told", toldByService, {
    title: "Alarm level, and who tells of it",
    description: `From 1 on an alert of ${name} stands. While services are shown, their page tells of it, and its own are silent.`,
    width: 24,
    height: 6,
    thresholds: [{ above: 1 }],
    queries: [
      query("{{part}}: all alerts", select(resourceAlarm.ratio, of)),
      query("{{part}}: those that wake somebody", select(resourceAlarm.page, of)),
      query("{{part}}: told by {{services}}", select(toldByService.ratio, of)),
    ],
  });
  return [{ title: "Who tells", panels: [panel] }];
}
