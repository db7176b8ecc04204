import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { NotificationPolicy } from "../../../alerts/routing";
import type { Guarded } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import { enginePath } from "../../../engines/engine-path";
import { freePorts, loopback } from "../../../engines/run/process";
import type { MaintenanceWindow } from "../../../environments/environment";
import type { Labels } from "../../../promql/labels";
import { promDuration } from "../../../units/text";

/** What the webhook of a contact point was sent. */
export interface Received {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly contactPoint: string;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly alerts: readonly { readonly status: "firing" | "resolved"; readonly labels: Labels }[];
}

export interface SentAlert {
  readonly labels: Labels;
  readonly startsAt: string;
  /** @default it goes on */
  readonly endsAt?: string;
}

export interface MutedGroup {
  readonly labels: Labels;
  readonly contactPoint: string;
  readonly mutedBy: readonly string[];
}

export interface Alertmanager extends Guarded {
  readonly received: readonly Received[];
  send(alerts: readonly SentAlert[]): Promise<void>;
  /** The groups there are, with what mutes each. */
  groups(): Promise<readonly MutedGroup[]>;
  /** Changes the windows while it runs: groups are made anew, and what was said is remembered. */
  reload(windows: readonly MaintenanceWindow[]): Promise<void>;
}

/** The real Alertmanager with a tree of policies; the webhooks of all contact points lead back here. */
export async function startAlertmanager(
  tree: NotificationPolicy,
  windows: readonly MaintenanceWindow[] = [],
): Promise<Alertmanager> {
  const received: Received[] = [];
  const hooks = createServer((request, response) => {
    const at = Date.now();
    void text(request).then((body) => {
      const { groupKey, groupLabels, alerts } = JSON.parse(body) as Received;
      received.push({
        at,
        contactPoint: decodeURIComponent(request.url?.slice(1) ?? ""),
        groupKey,
        groupLabels,
        alerts,
      });
      // As long as a real one takes: what was said is remembered from its answer on.
      setTimeout(() => response.end(), 100);
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, loopback, resolve));
  const hook = (contactPoint: string) =>
    `http://${loopback}:${(hooks.address() as AddressInfo).port}/${encodeURIComponent(contactPoint)}`;
  const started = await inGuardedFolder("alertmanager", async (folder) => {
    const [port = 0] = await freePorts(1);
    const url = `http://${loopback}:${port}`;
    const configure = (now: readonly MaintenanceWindow[]) =>
      folder.write("alertmanager.json", alertmanagerConfig(tree, now, hook));
    await folder.run({
      command: enginePath("alertmanager"),
      arguments: [
        `--config.file=${configure(windows)}`,
        `--storage.path=${folder.path}/data`,
        `--web.listen-address=${loopback}:${port}`,
        // Alone.
        "--cluster.listen-address=",
      ],
      ready: `${url}/-/ready`,
    });
    return { url, configure };
  });
  const ask = async (path: string, init?: RequestInit): Promise<Response> => {
    const answer = await fetch(started.url + path, init);
    if (!answer.ok) throw new Error(`Alertmanager refused ${path}: ${await answer.text()}`);
    return answer;
  };
  return {
    folder: started.folder,
    received,
    send: async (alerts) => {
      const headers = { "content-type": "application/json" };
      await ask("/api/v2/alerts", { method: "POST", headers, body: JSON.stringify(alerts) });
    },
    groups: async () => {
      const groups = (await (await ask("/api/v2/alerts/groups")).json()) as RawGroup[];
      return groups.map(({ labels, receiver, alerts }) => ({
        labels,
        contactPoint: receiver.name,
        mutedBy: alerts[0]?.status.mutedBy ?? [],
      }));
    },
    reload: async (now) => {
      started.configure(now);
      await ask("/-/reload", { method: "POST" });
    },
    stop: async () => {
      await started.stop();
      await new Promise((resolve) => void hooks.close(resolve));
    },
  };
}

interface RawGroup {
  readonly labels: Labels;
  readonly receiver: { readonly name: string };
  readonly alerts: readonly { readonly status: { readonly mutedBy?: readonly string[] } }[];
}

/** Its configuration: JSON, which is YAML. */
export function alertmanagerConfig(
  tree: NotificationPolicy,
  windows: readonly MaintenanceWindow[],
  hook: (contactPoint: string) => string,
) {
  const contactPoints = new Set(allPolicies(tree).map(({ contactPoint }) => contactPoint));
  return {
    route: route(tree),
    receivers: Array.from(contactPoints, (name) => ({
      name,
      webhook_configs: [{ url: hook(name), send_resolved: name !== "heartbeat" }],
    })),
    time_intervals: windows.map(({ name, weekdays, from, to, location }) => ({
      name,
      time_intervals: [{ weekdays, times: [{ start_time: from, end_time: to }], location }],
    })),
  };
}

const route = (policy: NotificationPolicy): object => ({
  receiver: policy.contactPoint,
  ...(policy.matchers.length > 0 && {
    matchers: policy.matchers.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`),
  }),
  group_by: policy.groupBy,
  group_wait: promDuration(policy.groupWait),
  group_interval: promDuration(policy.groupInterval),
  repeat_interval: promDuration(policy.repeatInterval),
  ...(policy.muteTimings.length > 0 && { mute_time_intervals: policy.muteTimings }),
  routes: policy.children.map(route),
});

export const allPolicies = (policy: NotificationPolicy): NotificationPolicy[] => [
  policy,
  ...policy.children.flatMap(allPolicies),
];
