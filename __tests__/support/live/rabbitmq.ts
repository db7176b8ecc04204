import { connect } from "node:net";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Duration } from "../../../units/quantities";
import { seconds } from "../../../units/quantities";
import { enginePath } from "../../../engines/engine-path";
import type { Guarded, GuardedFolder } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback } from "../../../engines/run/process";
import type { RabbitMqManagement } from "./rabbitmq-management";
import { rabbitMqManagement } from "./rabbitmq-management";

export interface RabbitMqProps {
  /** As in rabbitmq.conf, beside the addresses: `{ "disk_free_limit.absolute": "1GB" }`. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** @default rabbitmq_management and rabbitmq_prometheus */
  readonly plugins?: readonly string[];
  /** How often queues say how deep they are. A broker does so every 5 s unless told otherwise. @default 1 s */
  readonly statisticsInterval?: Duration;
}

export interface RabbitMq extends Program, Guarded, RabbitMqManagement {
  readonly amqpPort: number;
  /** With the administrator's credentials. */
  readonly amqpUrl: string;
  /** `http://127.0.0.1:41235`, without `/api`. */
  readonly managementUrl: string;
  readonly prometheusUrl: string;
  /** The same as a scrape target. */
  readonly prometheusAddress: string;
  /** An administrator. */
  readonly user: string;
  readonly password: string;
}

/** Runs the real RabbitMQ: one node, empty, of a name of its own, so that several run side by side. */
export function startRabbitMq(props: RabbitMqProps = {}): Promise<RabbitMq> {
  return inGuardedFolder("rabbitmq", async (folder) => {
    const [amqp = 0, management = 0, prometheus = 0, epmd = 0, distribution = 0] = await freePorts(5);
    const credentials = { user: "owner", password: randomBytes(12).toString("hex") };
    await startPortMapper(folder, epmd);

    const plugins = props.plugins ?? ["rabbitmq_management", "rabbitmq_prometheus"];
    const config = {
      "listeners.tcp.1": `${loopback}:${amqp}`,
      "management.tcp.ip": loopback,
      "management.tcp.port": String(management),
      "prometheus.tcp.ip": loopback,
      "prometheus.tcp.port": String(prometheus),
      "distribution.listener.interface": loopback,
      collect_statistics_interval: String((props.statisticsInterval ?? seconds(1)).milliseconds),
      default_user: credentials.user,
      default_pass: credentials.password,
      ...props.config,
    };
    const lines = Object.entries(config).map(([name, value]) => `${name} = ${value}\n`);
    const managementUrl = `http://${loopback}:${management}`;
    const api = rabbitMqManagement(managementUrl, credentials);
    const server = await folder.run({
      command: enginePath("rabbitmq"),
      arguments: [],
      environment: {
        // In here goes the secret that nodes share.
        HOME: folder.path,
        RABBITMQ_NODENAME: `rabbit-${amqp}@localhost`,
        RABBITMQ_DIST_PORT: String(distribution),
        RABBITMQ_CONFIG_FILE: folder.write("rabbitmq.conf", lines.join("")),
        RABBITMQ_ENABLED_PLUGINS_FILE: folder.write("enabled_plugins", `[${plugins.join(",")}].\n`),
        RABBITMQ_LOGS: "-",
        ...places(folder, ["MNESIA_BASE", "LOG_BASE", "PID_FILE", "FEATURE_FLAGS_FILE", "GENERATED_CONFIG_DIR"]),
        // None of the machine's own.
        ...places(folder, ["CONF_ENV_FILE", "ADVANCED_CONFIG_FILE"]),
        ...portMapper(epmd),
        // The script becomes the server, where it would wait beside it otherwise, and be killed without it.
        RUNNING_UNDER_SYSTEMD: "true",
        ERL_CRASH_DUMP: join(folder.path, "crash.dump"),
      },
      ready: () => api.listensOn(amqp),
      readyWithin: seconds(60),
      // Nothing in it is worth the seconds in which it takes leave of every connection.
      stoppedBy: "KILL",
    });
    return {
      ...server,
      ...api,
      ...credentials,
      amqpPort: amqp,
      amqpUrl: `amqp://${credentials.user}:${credentials.password}@${loopback}:${amqp}`,
      managementUrl,
      prometheusUrl: `http://${loopback}:${prometheus}`,
      prometheusAddress: `${loopback}:${prometheus}`,
    };
  });
}

const places = (folder: GuardedFolder, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`RABBITMQ_${name}`, join(folder.path, name.toLowerCase())]));

const portMapper = (port: number) => ({ ERL_EPMD_ADDRESS: loopback, ERL_EPMD_PORT: String(port) });

/** Erlang finds its nodes by it. A server that finds none starts one, which would outlive it and everything else. */
function startPortMapper(folder: GuardedFolder, port: number) {
  return folder.run({
    command: "epmd",
    arguments: [],
    environment: portMapper(port),
    ready: () => accepts(port),
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, loopback);
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}
