import { elasticsearchRole, elasticsearchUsers } from "../environments/names";
import { allDataStreams } from "./names";

/** A role of Elasticsearch, as `roles.yml` has it. */
export interface Role {
  readonly cluster: readonly ClusterPrivilege[];
  readonly indices: readonly IndexPrivileges[];
  readonly applications?: readonly ApplicationPrivileges[];
}

interface IndexPrivileges {
  readonly names: readonly string[];
  readonly privileges: readonly IndexPrivilege[];
}

/** The privileges in use, of Elasticsearch's "Security privileges"; what has none is named by its action. */
type ClusterPrivilege =
  | "manage_ilm"
  | "manage_index_templates"
  | "manage_ingest_pipelines"
  | "manage_security"
  | "manage_slm"
  | "monitor"
  | "read_ilm"
  | "read_slm"
  | `cluster:admin/${string}`;

type IndexPrivilege = "auto_configure" | "create_doc" | "manage" | "monitor" | "read" | "view_index_metadata";

/** Privileges in Kibana, which keeps who may do what in it in Elasticsearch. */
interface ApplicationPrivileges {
  readonly application: "kibana-.kibana";
  readonly privileges: readonly string[];
  readonly resources: readonly string[];
}

export type ElasticsearchUser = keyof typeof elasticsearchUsers;

export const elasticsearchUserNames = Object.keys(elasticsearchUsers) as ElasticsearchUser[];

/** Name of a user's role: what the user's Secret has under the key `roles`. */
export const roleName = (user: ElasticsearchUser): string => elasticsearchRole(user);

/** The role of each user: what it may do, and nothing else. */
export const rolesOf = (environment: string): Readonly<Record<ElasticsearchUser, Role>> => ({
  terraform: terraform(environment),
  logstash: logstash(environment),
  exporter,
  grafana: grafana(environment),
});

/**
 * What the stack `monitoring` makes, it makes as this user; and what lifecycle and snapshot policies do by themselves
 * later, they do as whoever wrote them last: hence `manage` of indices, and the snapshots. It makes the roles of
 * readers, and whoever may make roles may make one that may do everything: its password is worth as much as that of
 * `elastic`.
 */
const terraform = (environment: string): Role => ({
  cluster: [
    "monitor",
    "manage_ilm",
    "manage_index_templates",
    "manage_ingest_pipelines",
    "manage_security",
    "manage_slm",
    // There is no privilege for these alone; `manage` would be all the cluster's settings besides.
    "cluster:admin/repository/*",
    "cluster:admin/snapshot/*",
  ],
  indices: [{ names: [allDataStreams(environment)], privileges: ["manage"] }],
  // Spaces belong to nobody who does not hold all of Kibana.
  applications: [{ application: "kibana-.kibana", privileges: ["all"], resources: ["*"] }],
});

/** Adds lines; it can neither read nor change nor delete one, whoever gets hold of a pod of Logstash. */
const logstash = (environment: string): Role => ({
  // Its output asks for version and licence before it sends anything.
  cluster: ["monitor"],
  indices: [{ names: [allDataStreams(environment)], privileges: ["auto_configure", "create_doc"] }],
});

/** How the cluster is, and each of its indices; no line in any. */
const exporter: Role = {
  cluster: ["monitor", "read_ilm", "read_slm"],
  indices: [{ names: ["*"], privileges: ["monitor", "view_index_metadata"] }],
};

/** What panels and alerts ask; the version of Elasticsearch is part of `monitor`. */
const grafana = (environment: string): Role => ({
  cluster: ["monitor"],
  indices: [{ names: [allDataStreams(environment)], privileges: ["read", "view_index_metadata"] }],
});
