import type { NotificationPolicy } from "../alerts/routing";
import type { Matcher } from "../promql/ast";
import { durationFrom } from "../units/text";
import { fromTerraform, referenced } from "./from-terraform";

/** A node of `grafana_notification_policy`, as Terraform spells it. */
export interface PolicyBlock {
  readonly contact_point?: string;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_timings?: readonly string[];
  readonly matcher?: readonly { readonly label: string; readonly match: string; readonly value: string }[];
  readonly policy?: readonly PolicyBlock[];
}

interface Document {
  readonly resource?: { readonly grafana_notification_policy?: Readonly<Record<string, PolicyBlock>> };
}

/**
 * The one notification policy tree of the organisation, read back; who hears of an alert is what `routeOf` says of it.
 */
export function policiesIn(documents: readonly unknown[]): NotificationPolicy | undefined {
  const [root] = (documents as Document[]).flatMap(({ resource }) =>
    Object.values(resource?.grafana_notification_policy ?? {}),
  );
  return root && policyOf(root);
}

/** What a node does not say it has from the one above. */
function policyOf(block: PolicyBlock, above?: NotificationPolicy): NotificationPolicy {
  const duration = (text: string | undefined, otherwise?: NotificationPolicy["groupWait"]) =>
    text === undefined && otherwise ? otherwise : durationFrom(text ?? "0s");
  const policy: NotificationPolicy = {
    contactPoint: block.contact_point === undefined ? (above?.contactPoint ?? "") : referenced(block.contact_point),
    matchers: (block.matcher ?? []).map(({ label, match, value }) => ({
      label,
      op: match as Matcher["op"],
      value: fromTerraform(value),
    })),
    groupBy: block.group_by ?? above?.groupBy ?? [],
    groupWait: duration(block.group_wait, above?.groupWait),
    groupInterval: duration(block.group_interval, above?.groupInterval),
    repeatInterval: duration(block.repeat_interval, above?.repeatInterval),
    muteTimings: (block.mute_timings ?? []).map(referenced),
    children: [],
  };
  return { ...policy, children: (block.policy ?? []).map((child) => policyOf(child, policy)) };
}
