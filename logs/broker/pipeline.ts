import { classify } from "../parts/classify";
import { clientAddress, userName } from "../fields";
import { takePieces } from "../parts/pieces";
import { keptAndMarked, markRead } from "../parts/outcome";
import type { Pipeline, Processor } from "../processor";
import { brokerEvents } from "./events";
import { channel, clientName, connection, exchange, node, operation, queue, vhost } from "./fields";
import { readJson } from "./json";
import { judge } from "./judge";
import { prefix, times } from "./prefix";

const text = "parsed.text";

/**
 * The two ends of a connection, and what the client called itself: `(10.0.3.21:55790 -> 10.0.3.9:5672 - order-worker-7,
 * …`.
 */
const peers: Processor = {
  grok: {
    tag: "peers",
    if: "ctx.parsed.head.contains(' -> ')",
    field: "parsed.head",
    patterns: [
      `\\[?%{RMQ_ADDRESS:${clientAddress.name}}\\]?:[0-9]{1,5} -> \\[?%{RMQ_ADDRESS}\\]?:[0-9]{1,5}(?: - %{RMQ_CLIENT:${clientName.name}})?(?:[,):]|$)`,
    ],
    pattern_definitions: {
      RMQ_ADDRESS: "[0-9a-fA-F.:]{2,45}?",
      RMQ_CLIENT: "[^,():\\n]{1,200}",
    },
    // It says so in other words, or speaks of other things: what is not known of a line is no reason to mark it.
    ignore_failure: true,
  },
};

/** The pipeline of all brokers, for lines of RabbitMQ, as text or as JSON. */
export const brokerPipeline: Pipeline = {
  name: "monitoring-broker",
  description: "RabbitMQ: level, what happened, which connection, queue and user",
  processors: [
    readJson[0],
    readJson[1],
    { grok: { tag: "prefix", if: "ctx.parsed == null", field: "message", ...prefix } },
    {
      script: {
        tag: "unprefixed",
        if: "ctx.parsed.unprefixed != null",
        lang: "painless",
        description: "the banner, and what is written before there is a logger",
        source: `
          String text = ctx.parsed.unprefixed;
          boolean last = text.contains('init terminating') || text.contains('BOOT FAILED') || text.contains('Crash dump is being written');
          boolean banner = text.trim() == '' || text.startsWith(' ');
          if (!last && !banner) throw new IllegalArgumentException('no line of RabbitMQ');
          ctx.parsed = ['text': text, 'level': last ? 'critical' : 'info', 'banner': !last];
        `,
      },
    },
    { set: { tag: "empty", field: text, value: "", override: false } },
    { date: { tag: "time", if: "ctx.parsed.time != null", field: "parsed.time", formats: times } },
    {
      script: {
        tag: "head",
        lang: "painless",
        description: "names stand at its beginning; the rest may be as long as the dump of a queue",
        source: `
          String text = ctx.parsed.text;
          // A report begins with a line of nothing.
          if (text.startsWith('\n')) text = text.substring(1);
          ctx.parsed.text = text;
          ctx.parsed.head = text.substring(0, (int) Math.min(1000, text.length()));
        `,
      },
    },
    classify("event", { object: "rabbitmq", key: "event" }, brokerEvents, "other"),
    { set: { tag: "banner", if: "ctx.parsed.banner == true", field: "rabbitmq.event", value: "banner" } },
    peers,
    takePieces("pieces", "ctx.parsed.head", [
      { into: connection, after: "onnection <", before: [">"] },
      { into: vhost, after: "vhost: '", before: ["'"] },
      { into: vhost, after: "in vhost '", before: ["'"] },
      { into: vhost, after: "access to vhost '", before: ["'"] },
      { into: vhost, after: "virtual host '", before: ["'"] },
      { into: userName, after: "user: '", before: ["'"] },
      { into: userName, after: "user '", before: ["'"] },
      { into: userName, after: "for user '", before: ["'"] },
      { into: channel, after: "channel ", before: [":", ",", " "] },
      { into: queue, after: "queue '", before: ["'"] },
      { into: exchange, after: "exchange '", before: ["'"] },
      { into: operation, after: "operation ", before: [" caused"] },
      { into: node, after: "on node '", before: ["'"] },
      { into: node, after: "on node ", before: ["\n", " ", "."] },
      { into: node, after: "node '", before: ["'"], begins: ["node '"] },
    ]),
    judge,
    markRead,
    { remove: { tag: "drop-parts", field: "parsed" } },
  ],
  onFailure: keptAndMarked(),
};
