import type { NotificationPolicy } from "../../alerts/routing";
import { durationFrom } from "../../units/text";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import { fields, list, listOrNone, text, textOr } from "../reading";

/** A node of the tree, as texts that can be held against each other, and those below it. */
interface Node {
  readonly receiver: string;
  readonly matchers: readonly string[];
  readonly rest: string;
  readonly children: readonly Node[];
}

/** What a node does not say it has from the one above. */
interface Inherited {
  readonly receiver: string;
  readonly groupBy: readonly string[];
  readonly timings: readonly number[];
}

const none: Inherited = { receiver: "", groupBy: [], timings: [0, 0, 0] };

/**
 * Reads the tree of notification policies that Grafana keeps:
 * https://grafana.com/docs/grafana/latest/developers/http_api/alerting_provisioning/#get-the-notification-policy-tree
 */
export const readPolicies = (body: unknown): Node => readNode(body, { ...none, receiver: text(fields(body).receiver) });

function readNode(body: unknown, above: Inherited): Node {
  const node = fields(body);
  const waits = [node.group_wait, node.group_interval, node.repeat_interval];
  const own: Inherited = {
    receiver: textOr("", node.receiver) || above.receiver,
    groupBy: Array.isArray(node.group_by) && node.group_by.length > 0 ? list(node.group_by).map(text) : above.groupBy,
    timings: waits.map((wait, at) =>
      typeof wait === "string" && wait !== "" ? durationFrom(wait).milliseconds : (above.timings[at] ?? 0),
    ),
  };
  return {
    receiver: own.receiver,
    matchers: listOrNone(node.object_matchers)
      .map((matcher) => list(matcher).map(text).join(""))
      .sort(),
    rest: restOf(own, listOrNone(node.mute_time_intervals).map(text)),
    children: listOrNone(node.routes).map((child) => readNode(child, own)),
  };
}

const restOf = ({ groupBy, timings }: Inherited, muted: readonly string[]): string =>
  JSON.stringify([groupBy, timings, muted]);

const nodeOf = (policy: NotificationPolicy): Node => ({
  receiver: policy.contactPoint,
  matchers: policy.matchers.map(({ label, op, value }) => `${label}${op}${value}`).sort(),
  rest: restOf(
    {
      receiver: policy.contactPoint,
      groupBy: policy.groupBy,
      timings: [policy.groupWait, policy.groupInterval, policy.repeatInterval].map(({ milliseconds }) => milliseconds),
    },
    policy.muteTimings,
  ),
  children: policy.children.map(nodeOf),
});

export const policiesJob = (policy: NotificationPolicy): Job => ({
  part: "Grafana",
  check: "notification policies",
  subjects: ["tree"],
  run: async (ask) => [
    judgePolicies(policy, await ask({ api: "Grafana", path: "/api/v1/provisioning/policies", read: readPolicies })),
  ],
});

/** Tells the first difference between the trees, from the root on: what lies below it may follow from it. */
export function judgePolicies(policy: NotificationPolicy, kept: Node): Found {
  const difference = differenceOf(nodeOf(policy), kept);
  return difference === undefined
    ? good("tree", "as described.")
    : bad("tree", difference, "was it changed by hand? Deploying the stack monitoring puts it back");
}

function differenceOf(described: Node, kept: Node, place: readonly string[] = []): string | undefined {
  const at = `"${place.at(-1) ?? "everything else"}"`;
  if (kept.receiver !== described.receiver)
    return `alerts with ${at} go to ${kept.receiver}, and should to ${described.receiver}.`;
  if (kept.rest !== described.rest) return `the timings, groups or mute timings of ${at} are not as described.`;
  if (kept.children.length !== described.children.length)
    return `below ${at} stand ${kept.children.length} policies, and ${described.children.length} are described.`;
  for (const [index, child] of described.children.entries()) {
    const other = kept.children[index];
    const name = child.matchers.join(", ");
    if (other?.matchers.join(", ") !== name)
      return `in place of the policy for "${name}" stands one for "${other?.matchers.join(", ") ?? ""}".`;
    const below = differenceOf(child, other, [...place, name]);
    if (below !== undefined) return below;
  }
  return undefined;
}
