import type { Environment } from "../../environments/environment";
import type { Component, PodLogs } from "../../model/component";
import { days, minutes, seconds } from "../../units/quantities";
import { goDuration } from "../../units/text";
import { forBeat, inTemplate } from "./beat-text";
import { recordStart } from "./record-start";
import { longestRecord, sending } from "./sending";

/** Where the kubelet keeps what containers write, on every node: a folder for each container of each pod. */
export const podLogsDirectory = "/var/log/pods";

/** Environment variable of Filebeat's container: the node whose pods it reads. */
export const nodeVariable = "NODE_NAME";

/**
 * What Filebeat reads of the cluster's API: pods. Versions there are that watch nodes and namespaces also when they are
 * told not to, and begin with nothing until they may (elastic/beats#37179).
 */
export const filebeatRules = [
  { apiGroups: [""], resources: ["pods", "nodes", "namespaces"], verbs: ["get", "list", "watch"] },
] as const;

/**
 * Configuration of Filebeat on each node. Only pods that are a component's are read: what is stored can be foreseen,
 * and every line has somebody who looks after it.
 */
export const filebeatConfig = (components: readonly Component[], { elk }: Pick<Environment, "elk">): object => ({
  "filebeat.autodiscover.providers": [
    {
      type: "kubernetes",
      node: `\${${nodeVariable}}`,
      scope: "node",
      // What is known of namespaces, nodes and owners costs a watch on each, and nobody asks for it.
      add_resource_metadata: {
        namespace: { enabled: false },
        node: { enabled: false },
        deployment: false,
        cronjob: false,
      },
      templates: components.flatMap(({ name, source }) =>
        source.kind === "pods" ? [{ condition: containersOf(source), config: [containerInput(name)] }] : [],
      ),
    },
  ],
  ...sending(elk.filebeat.memory),
});

/** The events of a pod itself have no container, and no folder to read. */
const containersOf = ({ namespace, pods }: PodLogs) => ({
  and: [
    { equals: { "kubernetes.namespace": forBeat(namespace) } },
    ...(pods === undefined ? [] : [{ regexp: { "kubernetes.pod.name": `^(?:${forBeat(pods)})$` } }]),
    { has_fields: ["kubernetes.container.id"] },
  ],
});

const of = (field: string) => `\${data.kubernetes.${field}}`;

/**
 * Reads the folder of one container: paths that hold several are read once for each (elastic/beats#47598, #47384). It
 * is named after the pod and the container and not after the container's number, which is another after each crash: so
 * the last words of the one that crashed are read to their end.
 */
const containerInput = (component: string) => ({
  type: "filestream",
  id: `container-${of("pod.uid")}-${of("container.name")}`,
  paths: [`${podLogsDirectory}/${of("namespace")}_${of("pod.name")}_${of("pod.uid")}/${of("container.name")}/*.log*`],
  ...files,
  parsers: [{ container: { stream: "all", format: "cri" } }, { multiline }],
  // The one cuts while lines are joined, the other what is left of a line that was as long by itself.
  max_bytes: longestRecord.bytes,
  message_max_bytes: longestRecord.bytes,
  processors: [{ add_fields: { target: "service", fields: { name: forBeat(component, inTemplate) } } }],
});

/**
 * What is not yet sent waits in these files, for as long as the kubelet keeps them: it begins a new one at 10 MiB,
 * compresses the old ones and keeps five (`containerLogMaxSize`, `containerLogMaxFiles`).
 */
const files = {
  // Also those that were begun and compressed while Logstash was away.
  compression: "auto",
  // The kubelet is still compressing it.
  "prospector.scanner.exclude_files": ["\\.tmp$"],
  // A file is known by how it begins, and until it is long enough it is not read: by default 1 KiB, which a quiet
  // container never reaches. 64 bytes hold the time in nanoseconds, and no two files of a container share that.
  "prospector.scanner.fingerprint": { enabled: true, offset: 0, length: 64 },
  "file_identity.fingerprint": {},
  // When its pod has gone. Beta in 9.5.
  read_until_eof: { enabled: true, timeout: goDuration(minutes(5)) },
  // Places of files that are long gone would be remembered for ever: only an input that still runs forgets them.
  // Nothing that waits is as old.
  ignore_older: goDuration(days(7)),
  clean_inactive: goDuration(days(8)),
} as const;

/** A record that stays open so long is sent: nothing more is coming. */
const multiline = {
  type: "pattern",
  pattern: recordStart,
  negate: true,
  match: "after",
  max_lines: 500,
  timeout: goDuration(seconds(5)),
} as const;
