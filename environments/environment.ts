import type { Bytes, Duration } from "../units/quantities";
import type { AwsAccess, BrokerAccess, Postgres, ProbeSettings, SecretKey } from "./access";
import type { Certificates } from "./certificates";
import type { ContactPoint, Webhook } from "./contact-points";
import type { ElkSettings } from "./elk";
import type { LongTermStore } from "./long-term";
import type { Ingress, Size } from "./size";

/** Where the monitoring runs, how large it is and whom it calls; never what is monitored. */
export interface Environment {
  /** Name of the environment, `[a-z0-9-]`: what `npm start` is given, and part of the state's address. */
  readonly name: string;
  /**
   * Name of the Kubernetes cluster: the external label `cluster` on all that leaves Prometheus, unless it goes to a
   * store of its own.
   */
  readonly cluster: string;
  /** Region of the cluster, the AWS region where there is one: an external label like `cluster`. */
  readonly region: string;
  readonly kubernetes: KubernetesAccess;
  readonly backend: Backend;
  /**
   * Whether somebody has to agree to a plan before a pipeline applies it. That they are asked is seen to:
   * `npm run approval`.
   */
  readonly needsApproval: boolean;
  /** @default none: what is said within the cluster crosses its network in the clear, as on a laptop it may */
  readonly certificates?: Certificates;
  readonly prometheus: PrometheusSize;
  readonly grafana: GrafanaSettings;
  readonly elk: ElkSettings;
  /** Size of each exporter. */
  readonly exporter: Size;
  /** @default none: what lives in AWS is not monitored here, and the coverage matrix says so */
  readonly aws?: AwsAccess;
  /** Connection settings of each database, by its name. */
  readonly databases: Readonly<Record<string, Postgres>>;
  /** User by which each broker is asked, by the broker's name. */
  readonly brokers: Readonly<Record<string, BrokerAccess>>;
  readonly probes: ProbeSettings;
  readonly notifications: Notifications;
}

/** How Terraform reaches the cluster. Credentials stay in the file, or in what the file calls. */
export interface KubernetesAccess {
  readonly configPath: string;
  readonly context: string;
}

/** Where Terraform keeps its state; each stack has a state of its own. */
export type Backend = LocalState | S3State;

export interface LocalState {
  readonly kind: "local";
  /**
   * Folder of the state, relative to the stack's folder, `cdktf.out/stacks/<stack>`: an absolute path would differ on
   * every machine.
   */
  readonly directory: string;
}

/** State in S3, encrypted, and locked by S3 itself: two deployments at a time cannot overwrite each other. */
export interface S3State {
  readonly kind: "s3";
  /**
   * Name of the bucket, in the environment's own account and region; `npm run bootstrap` makes it. The state of a stack
   * is `<stack>.tfstate`.
   */
  readonly bucket: string;
}

export interface PrometheusSize extends Size {
  /** How long samples are kept, unless the disk is full before. */
  readonly retention: Duration;
  /**
   * How much disk samples may take: at most 85 % of `storage`, for the write-ahead log and compaction need the rest.
   */
  readonly retentionSize: Bytes;
  readonly storage: Bytes;
  /** @default the cluster's default storage class */
  readonly storageClass?: string;
  /**
   * @default none: one Prometheus has all series, and evaluates the rules (docs/capacity.md says until when that does)
   */
  readonly longTerm?: LongTermStore;
}

export interface GrafanaSettings extends Size {
  /** Address at which people and the links of notifications reach Grafana. */
  readonly url: string;
  /**
   * An existing Secret in the namespace, with the keys `admin-user`, `admin-password` and, with a database,
   * `secret-key`.
   */
  readonly adminSecret: string;
  /** Serves the host of `url` over TLS. @default none: `kubectl port-forward` */
  readonly ingress?: Ingress;
  /** How people sign in. @default by name and password, as whoever has the admin's Secret sets them up */
  readonly login?: OidcLogin;
  /** @default SQLite on a volume: one replica, for trying out */
  readonly database?: Postgres;
  /** @default none: no contact point can send e-mail */
  readonly mail?: MailServer;
}

/** Everybody signs in where the company signs in, with OpenID Connect; passwords of Grafana's own are refused then. */
export interface OidcLogin {
  /** Name of the issuer on the button: "Sign in with Example". */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: SecretKey;
  /** `authorization_endpoint` of the issuer's `/.well-known/openid-configuration`. */
  readonly authUrl: string;
  /** `token_endpoint` of the issuer's `/.well-known/openid-configuration`. */
  readonly tokenUrl: string;
  /** `userinfo_endpoint` of the issuer's `/.well-known/openid-configuration`. */
  readonly apiUrl: string;
  /** @default openid, profile, email, groups */
  readonly scopes?: readonly [string, ...string[]];
  /** Who may what, by the claim `groups`; who is in none of them is let in by no means. */
  readonly groups: {
    /** Group whose members may do everything. */
    readonly admins: string;
    /** Group whose members see everything; what their team owns they may change, once they are made members of that. */
    readonly viewers: string;
  };
}

export interface MailServer {
  /** Host and port: `smtp.example.com:587`. */
  readonly host: string;
  readonly from: string;
  /** An existing Secret in the namespace, with the keys `user` and `password`. */
  readonly secret: string;
}

export interface Notifications {
  /** Contact point of alerts that no team's route takes. */
  readonly defaultContactPoint: ContactPoint;
  /** Contact points of each team, by its name in `system/teams.ts`. */
  readonly teams: Readonly<Record<string, TeamContacts>>;
  /**
   * Webhook that is called every few minutes for as long as alerting works; whoever listens there raises the alarm when
   * the calls stop.
   * @default none: nobody notices when the monitoring itself is down
   */
  readonly heartbeat?: Webhook;
  /** Hours in which nobody is notified of what is worked on. */
  readonly maintenance: readonly MaintenanceWindow[];
}

/** Where a team's alerts go, by severity. */
export interface TeamContacts {
  readonly page: ContactPoint;
  readonly ticket: ContactPoint;
}

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

export interface MaintenanceWindow {
  readonly name: string;
  readonly weekdays: readonly [Weekday, ...Weekday[]];
  /** Time of day at which the window begins, `HH:MM`; it ends on the same day, at `24:00` at the latest. */
  readonly from: string;
  /** Time of day at which the window ends, `HH:MM`. */
  readonly to: string;
  /** Time zone of `from` and `to`: a name of the IANA database, `Europe/Berlin`. */
  readonly location: string;
  /**
   * Names of services and resources that are worked on: they are muted, and the services that need them. The narrower,
   * the better: of a fault that happens in these hours to anything else, somebody hears at once.
   * @default everything
   */
  readonly of?: readonly [string, ...string[]];
}

/** Every contact point that some alert can reach, each once, in the order of their first mention. */
export function contactPoints({ notifications }: Environment): ContactPoint[] {
  const { defaultContactPoint, teams, heartbeat } = notifications;
  return [
    ...new Set([
      defaultContactPoint,
      ...Object.values(teams).flatMap(({ page, ticket }) => [page, ticket]),
      ...(heartbeat ? [heartbeat] : []),
    ]),
  ];
}
