import type { EventRule } from "../parts/classify";

/**
 * Rules of what lines of RabbitMQ are about; the first that fits counts. The texts are those of RabbitMQ 3.10 to 4.3.
 * In the text format an event of several lines is as many events, and each of its lines finds its rule by itself.
 */
export const brokerEvents = [
  { event: "alarm-set", has: ["limit alarm set"] },
  { event: "alarm-cleared", has: ["limit alarm cleared"] },
  {
    event: "watermark",
    begins: ["vm_memory_high_watermark ", "Free disk space is ", "*** Publishers will be blocked"],
  },
  {
    event: "failed-login",
    has: ["login refused", "failed to authenticate", "HTTP access denied", "- invalid credentials"],
  },
  {
    event: "crash",
    begins: [
      ...["  crasher:", "    supervisor:", "** Generic server", "** State machine", "CRASH REPORT"],
      ...["Error in process ", "Restarting crashed queue"],
    ],
  },
  { event: "crash", has: ["init terminating", "BOOT FAILED", "Crash dump is being written"] },
  // The rest of a crash in the text format, where each of its lines is an event of its own.
  { event: "continuation", levels: ["error"], begins: ["   ", "  neighbours:", "** "] },
  {
    event: "partition",
    has: ["running_partitioned_network", "Cluster minority", "Partial partition", "partial_partition"],
  },
  { event: "partition", begins: ["Autoheal"] },
  { event: "connection-error", begins: ["Error on AMQP connection", "Error on AMQP 1.0 connection"] },
  { event: "channel-error", begins: ["Channel error on connection"] },
  { event: "channel-error", has: ["caused a channel exception", "caused a connection exception"] },
  { event: "consumer-timeout", has: ["has timed out waiting for a consumer acknowledgement"] },
  {
    event: "connection-error",
    levels: ["error", "warning"],
    begins: ["closing AMQP", "Closing AMQP", "client unexpectedly"],
  },
  { event: "connection-error", begins: ["missed heartbeats from client", "{bad_header", "{handshake_"] },
  {
    event: "connection",
    begins: ["accepting AMQP", "connection ", "closing AMQP", "Closing all connections", "Closing connection", "MQTT "],
  },
  {
    event: "raft",
    begins: [
      ...["queue '", "ra: ", "ra_", "segment_writer", "wal: ", "rabbit_stream_coordinator", "Khepri"],
      ...["RabbitMQ metadata store", "Mirrored queue"],
    ],
  },
  { event: "queue", begins: ["Queue ", "Recovering ", "Message store ", "Classic queue", "rabbit_classic_queue"] },
  { event: "cluster", begins: ["node ", "rabbit on node", "Peer discovery", "Mnesia(", "global: "] },
  {
    event: "shutdown",
    begins: [
      "RabbitMQ is asked to stop",
      "Stopping ",
      "Successfully stopped",
      "SIGTERM received",
      "Halting",
      "stopped ",
    ],
  },
  {
    event: "administration",
    begins: ["Created user", "Deleted user", "Successfully ", "Adding vhost", "Deleting vhost", "Cleared ", "Changed "],
  },
  {
    event: "startup",
    begins: [
      ...["Running boot step", "Server startup complete", " Starting RabbitMQ", "started ", "Feature flag"],
      ...["Logging: ", "Waiting for ", "Memory high watermark set", "Disk free limit set", "Enabling free"],
    ],
  },
  { event: "shutdown", has: ["exited with reason: stopped"] },
] as const satisfies readonly EventRule[];

export type BrokerEvent = (typeof brokerEvents)[number]["event"] | "banner" | "other";
