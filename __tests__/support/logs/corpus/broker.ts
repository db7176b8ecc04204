import type { CorpusLine, Draw, LineMaker } from "./corpus";
import { corpus } from "./corpus";

/**
 * Lines of RabbitMQ, as text and as JSON. Their forms were written by RabbitMQ 3.10, and compared with the sources of
 * 4.3; the names in JSON are those of rabbit_logger_json_fmt.erl.
 */
export const brokerCorpus = (count = 240): CorpusLine[] => corpus(makers, count, 5672);

type Expected = CorpusLine["expected"];

interface Event {
  readonly level: "debug" | "info" | "notice" | "warning" | "error" | "critical";
  readonly text: string;
  readonly expected: Expected;
}

const levels = { debug: "debug", info: "info", notice: "info", warning: "warn", error: "error", critical: "fatal" };

const process = (draw: Draw): string => `<0.${draw.number(200, 9000)}.0>`;

/** The same event as it comes in either format; one of several lines only as JSON. */
const written =
  (event: (draw: Draw, process: string) => Event): LineMaker =>
  (draw, at) => {
    const pid = process(draw);
    const { level, text, expected } = event(draw, pid);
    const time = at.toISOString().replace("T", " ").replace("Z", "417+00:00");
    const inJson = text.includes("\n") || draw.number(0, 1) === 1;
    return {
      line: inJson
        ? JSON.stringify({
            time,
            level,
            msg: text,
            line: 890,
            pid,
            file: "rabbit_reader.erl",
            domain: "rabbitmq.connection",
            mfa: ["rabbit_reader", "log_hard_error", 3],
          })
        : `${time} [${level}] ${pid} ${text}`,
      expected: {
        "@timestamp": at.toISOString(),
        message: text,
        "log.level": levels[level],
        "rabbitmq.process": pid,
        ...(inJson && { "rabbitmq.domain": "rabbitmq.connection" }),
        ...expected,
      },
    };
  };

const plain = (level: Event["level"], event: string, text: string, more: Expected = {}): LineMaker =>
  written(() => ({ level, text, expected: { "rabbitmq.event": event, ...more } }));

const failed = (event: string, type: string, message: string, pattern: string): Expected => ({
  "rabbitmq.event": event,
  "error.type": type,
  "error.message": message,
  "error.pattern": pattern,
});

interface Peers {
  readonly text: string;
  readonly expected: Expected;
}

/** The two ends of a connection, and what its client called itself. */
function peers(draw: Draw): Peers {
  const address = `10.0.${draw.number(1, 9)}.${draw.number(2, 250)}`;
  const client = draw.oneOf(["order-worker-7", "shop-api 1.17"] as const);
  const ends = `${address}:${draw.number(1024, 65535)} -> 10.0.7.9:5672`;
  return draw.number(0, 1) === 1
    ? { text: `${ends} - ${client}`, expected: { "client.address": address, "rabbitmq.client": client } }
    : { text: ends, expected: { "client.address": address } };
}

const accepted = written((draw, pid) => {
  const { text, expected } = peers(draw);
  return {
    level: "info",
    text: `accepting AMQP connection ${pid} (${text})`,
    expected: { "rabbitmq.event": "connection", "rabbitmq.connection": pid, ...expected },
  };
});

/** 4.x names no process. */
const acceptedInFour = written((draw) => {
  const { text, expected } = peers(draw);
  return {
    level: "info",
    text: `accepting AMQP connection ${text}`,
    expected: { "rabbitmq.event": "connection", ...expected },
  };
});

const granted = written((draw) => {
  const { text, expected } = peers(draw);
  return {
    level: "info",
    text: `connection ${text}: user 'shop' authenticated and granted access to vhost '/'`,
    expected: { "rabbitmq.event": "connection", "user.name": "shop", "rabbitmq.vhost": "/", ...expected },
  };
});

const closed = written((draw) => {
  const { text, expected } = peers(draw);
  return {
    level: "info",
    text: `closing AMQP connection (${text}, vhost: 'mes', user: 'mes_api', duration: '2H, 3s')`,
    expected: { "rabbitmq.event": "connection", "user.name": "mes_api", "rabbitmq.vhost": "mes", ...expected },
  };
});

const closedAbruptly = written((draw, pid) => {
  const { text, expected } = peers(draw);
  const message = "client unexpectedly closed TCP connection";
  return {
    level: "warning",
    text: `closing AMQP connection ${pid} (${text}, vhost: '/', user: 'shop', duration: '10s'):\n${message}`,
    expected: {
      ...failed("connection-error", "connection-error", message, message),
      "rabbitmq.connection": pid,
      "rabbitmq.vhost": "/",
      "user.name": "shop",
      ...expected,
    },
  };
});

const heartbeats = written((draw, pid) => {
  const { text, expected } = peers(draw);
  return {
    level: "error",
    text: `closing AMQP connection ${pid} (${text}, duration: '3M, 2s'):\nmissed heartbeats from client, timeout: 60s`,
    expected: {
      ...failed(
        "connection-error",
        "connection-error",
        "missed heartbeats from client, timeout: 60s",
        "missed heartbeats from client, timeout: #",
      ),
      "rabbitmq.connection": pid,
      ...expected,
    },
  };
});

const badHeader = written((draw, pid) => {
  const { text, expected } = peers(draw);
  return {
    level: "error",
    text: `closing AMQP connection ${pid} (${text}):\n{bad_header,<<"GET / HT">>}`,
    expected: {
      ...failed("connection-error", "bad_header", '{bad_header,<<"GET / HT">>}', "{bad_header,<<*>>}"),
      "rabbitmq.connection": pid,
      ...expected,
    },
  };
});

const noVhost = written((draw, pid) => {
  const { text, expected } = peers(draw);
  return {
    level: "error",
    text: `Error on AMQP connection ${pid} (${text}, user: 'shop', state: opening):\nvhost nosuch not found`,
    expected: {
      ...failed("connection-error", "connection-error", "vhost nosuch not found", "vhost nosuch not found"),
      "rabbitmq.connection": pid,
      "user.name": "shop",
      ...expected,
    },
  };
});

const loginRefused = written((draw, pid) => {
  const { text, expected } = peers(draw);
  const user = draw.oneOf(["guest", "shop"] as const);
  return {
    level: "error",
    text: `Error on AMQP connection ${pid} (${text}, state: starting):\nPLAIN login refused: user '${user}' - invalid credentials`,
    expected: {
      ...failed(
        "failed-login",
        "failed-login",
        `PLAIN login refused: user '${user}' - invalid credentials`,
        "PLAIN login refused: user * - invalid credentials",
      ),
      "rabbitmq.connection": pid,
      "user.name": user,
      ...expected,
    },
  };
});

const managementLogin = plain(
  "warning",
  "failed-login",
  "HTTP access denied: user 'guest' - User can only log in via localhost",
  {
    ...failed(
      "failed-login",
      "failed-login",
      "HTTP access denied: user 'guest' - User can only log in via localhost",
      "HTTP access denied: user * - User can only log in via localhost",
    ),
    "user.name": "guest",
  },
);

const channelError = (condition: string, method: string, reason: string, pattern: string, more: Expected): LineMaker =>
  written((draw) => {
    const connection = process(draw);
    const { text, expected } = peers(draw);
    const number = draw.number(1, 9);
    const what = `operation ${method} caused a channel exception ${condition}: ${reason}`;
    return {
      level: "error",
      text: `Channel error on connection ${connection} (${text}, vhost: '/', user: 'shop'), channel ${number}:\n${what}`,
      expected: {
        ...failed(
          "channel-error",
          condition,
          what,
          `operation ${method} caused a channel exception ${condition}: ${pattern}`,
        ),
        "rabbitmq.connection": connection,
        "rabbitmq.vhost": "/",
        "rabbitmq.channel": number,
        "rabbitmq.operation": method,
        "user.name": "shop",
        ...expected,
        ...more,
      },
    };
  });

/** The second line of the same, where each line is an event. */
const channelErrorBelow: LineMaker = (draw, at) => {
  const pid = process(draw);
  const message =
    "operation basic.publish caused a channel exception not_found: no exchange 'shop.events' in vhost '/'";
  return {
    line: `${at.toISOString().replace("T", " ").replace("Z", "417+00:00")} [error] ${pid} ${message}`,
    expected: {
      "@timestamp": at.toISOString(),
      message,
      "log.level": "error",
      "rabbitmq.process": pid,
      ...failed(
        "channel-error",
        "not_found",
        message,
        "operation basic.publish caused a channel exception not_found: no exchange * in vhost *",
      ),
      "rabbitmq.exchange": "shop.events",
      "rabbitmq.vhost": "/",
      "rabbitmq.operation": "basic.publish",
    },
  };
};

const node = "rabbit@rabbitmq-server-1.rabbitmq-nodes.messaging";

/** A line in the middle of a crash report, where each line is an event. */
const restOfCrash: LineMaker = (draw, at) => {
  const pid = process(draw);
  const message = "    exception exit: {badmatch,oops}";
  return {
    line: `${at.toISOString().replace("T", " ").replace("Z", "417+00:00")} [error] ${pid} ${message}`,
    expected: {
      "@timestamp": at.toISOString(),
      message,
      "log.level": "info",
      "rabbitmq.process": pid,
      "rabbitmq.event": "continuation",
    },
  };
};

const memoryAlarm = plain(
  "warning",
  "alarm-set",
  [
    `memory resource limit alarm set on node '${node}'.`,
    "",
    "**********************************************************",
    "*** Publishers will be blocked until this alarm clears ***",
    "**********************************************************",
    "",
  ].join("\n"),
  { "rabbitmq.alarm": "memory", "rabbitmq.node": node },
);

const diskAlarm = plain("warning", "alarm-set", `disk resource limit alarm set on node '${node}'.`, {
  "rabbitmq.alarm": "disk",
  "rabbitmq.node": node,
});

const alarmOver = plain("warning", "alarm-cleared", `disk resource limit alarm cleared on node '${node}'`, {
  "rabbitmq.alarm": "disk",
  "rabbitmq.node": node,
});

const crash = written((draw, pid) => ({
  level: "error",
  text: [
    "  crasher:",
    "    initial call: rabbit_prequeue:init/1",
    `    pid: ${pid}`,
    "    registered_name: []",
    `    exception exit: {badmatch,{error,${draw.oneOf(["enoent", "eacces"] as const)}}}`,
    "      in function  gen_server2:terminate/3 (gen_server2.erl, line 1183)",
    "    messages: []",
  ].join("\n"),
  expected: {},
}));

/** What is expected of a crash follows from its text. */
const crashed: LineMaker = (draw, at) => {
  const made = crash(draw, at);
  const [, reason = ""] = /exception (exit: \S+)\\n/.exec(made.line) ?? [];
  const message = `${reason} in rabbit_prequeue:init/1`;
  return { ...made, expected: { ...made.expected, ...failed("crash", "crash", message, `${reason} in #`) } };
};

const server = plain(
  "error",
  "crash",
  "** Generic server <0.1127.0> terminating\n** Last message in was {'EXIT',<0.1133.0>,boom}\n** When Server state == {q}\n** Reason for termination ==\n** {noproc,rabbit_fifo}\n",
  failed("crash", "crash", "{noproc,rabbit_fifo}", "{noproc,rabbit_fifo}"),
);

const supervisor = plain(
  "error",
  "crash",
  "    supervisor: {local,rabbit_disk_monitor_sup}\n    errorContext: child_terminated\n    reason: killed\n    offender: [{pid,<0.292.0>}]",
  failed("crash", "crash", "killed", "killed"),
);

const consumerTimeout = plain(
  "warning",
  "consumer-timeout",
  "Consumer 'mes-1' on channel 4 and queue 'mes.orders' in vhost '/' has timed out waiting for a consumer acknowledgement of a delivery with message id of 17. Timeout used: 1800000 ms. ",
  { "rabbitmq.channel": 4, "rabbitmq.queue": "mes.orders", "rabbitmq.vhost": "/" },
);

/** Before it has a logger, and after. */
const banner: LineMaker = () => ({
  line: "  ##  ##      RabbitMQ 4.3.5",
  expected: { message: "  ##  ##      RabbitMQ 4.3.5", "log.level": "info", "rabbitmq.event": "banner" },
});

const lastWords: LineMaker = () => {
  const line = '{"init terminating in do_boot",{error,{could_not_start,rabbit}}}';
  return {
    line,
    expected: {
      message: line,
      "log.level": "fatal",
      ...failed("crash", "crash", line, "{*,{error,{could_not_start,rabbit}}}"),
    },
  };
};

const emptyLine: LineMaker = (draw, at) => {
  const pid = process(draw);
  return {
    line: `${at.toISOString().replace("T", " ").replace("Z", "417+00:00")} [warning] ${pid}`,
    expected: {
      "@timestamp": at.toISOString(),
      message: "",
      "log.level": "warn",
      "rabbitmq.process": pid,
      "rabbitmq.event": "other",
    },
  };
};

const makers: readonly LineMaker[] = [
  accepted,
  acceptedInFour,
  granted,
  closed,
  closedAbruptly,
  heartbeats,
  badHeader,
  noVhost,
  loginRefused,
  managementLogin,
  channelError("not_found", "queue.declare", "no queue 'mes.nope' in vhost '/'", "no queue * in vhost *", {
    "rabbitmq.queue": "mes.nope",
  }),
  channelError(
    "precondition_failed",
    "queue.declare",
    "inequivalent arg 'durable' for queue 'mes.orders' in vhost '/': received 'false' but current is 'true'",
    "inequivalent arg * for queue * in vhost *: received * but current is *",
    { "rabbitmq.queue": "mes.orders" },
  ),
  channelError("precondition_failed", "basic.ack", "unknown delivery tag 77", "unknown delivery tag #", {}),
  channelErrorBelow,
  restOfCrash,
  memoryAlarm,
  diskAlarm,
  alarmOver,
  crashed,
  server,
  supervisor,
  consumerTimeout,
  banner,
  lastWords,
  emptyLine,
  plain("info", "queue", "Recovering 3 queues of type rabbit_classic_queue took 4ms"),
  plain("info", "watermark", "vm_memory_high_watermark set. Memory used:160460800 allowed:252765"),
  plain("info", "watermark", "Free disk space is insufficient. Free bytes: 48123904. Limit: 50000000"),
  plain("notice", "raft", "queue 'mes.orders' in vhost '/': candidate -> leader in term: 1 machine version: 2", {
    "rabbitmq.queue": "mes.orders",
    "rabbitmq.vhost": "/",
  }),
  plain("info", "cluster", `rabbit on node '${node}' down`, { "rabbitmq.node": node }),
  plain("info", "cluster", `node '${node}' down: connection_closed`, { "rabbitmq.node": node }),
  plain("warning", "partition", "Cluster minority/secondary status detected - awaiting recovery"),
  plain("info", "administration", "Created user 'reports'", { "user.name": "reports" }),
  plain(
    "info",
    "startup",
    "Server startup complete; 4 plugins started.\n * rabbitmq_prometheus\n * rabbitmq_management",
  ),
  plain("info", "shutdown", "RabbitMQ is asked to stop..."),
  plain("info", "shutdown", "Successfully stopped RabbitMQ and its dependencies"),
  plain("debug", "other", "Finished MFA: M = rabbit_global_counters, F = boot_step, A = []"),
];
