import type { LogstashSettings } from "../../environments/elk";
import type { Environment } from "../../environments/environment";
import { elkName, logstashAddress } from "../../environments/names";
import type { Component } from "../../model/component";
import { platformComponent } from "../../model/component";
import type { Bytes } from "../../units/quantities";
import { days } from "../../units/quantities";
import { elasticsearchDuration } from "../../units/text";
import { serviceName } from "../fields";
import { datasetOf } from "../names";
import { logstashCertificate, logstashKey } from "./certificates";
import type { LogstashConfig } from "./logstash-config";
import { printLogstash, Variable } from "./logstash-config";

/**
 * Configuration of what Logstash does: it takes lines from Beats, keeps them on its disk until Elasticsearch has them,
 * and says to which data stream each belongs. It looks into none of them: what a line means is found out where it can
 * be tried out, in Elasticsearch's ingest pipelines.
 *
 * Names come past checks that let through no sign which Logstash would read as its own (`data-stream-malformed`);
 * should one slip by, it is left out, and its lines have no route.
 */
export const logstashPipeline = (components: readonly Component[], environment: Pick<Environment, "name">): string =>
  printLogstash(pipeline(components, environment.name));

const pipeline = (components: readonly Component[], environment: string): LogstashConfig => ({
  input: [
    {
      name: "beats",
      options: {
        id: "beats",
        port: Number(logstashAddress.split(":")[1]),
        // Otherwise every line is kept twice, in `message` and in `event.original`.
        enrich: "none",
        ssl_enabled: true,
        ssl_certificate: logstashCertificate,
        ssl_key: logstashKey,
      },
    },
  ],
  filter: [
    // Whoever reaches the port could otherwise choose where it is written.
    { name: "mutate", options: { id: "distrust", remove_field: "data_stream" } },
    {
      name: "translate",
      options: {
        id: "route",
        source: reference(serviceName.name),
        target: reference("data_stream.dataset"),
        dictionary: new Map(components.map((component) => [component.name, datasetOf(component)])),
      },
    },
  ],
  output: [
    {
      name: "elasticsearch",
      options: {
        id: "elasticsearch",
        hosts: cluster("HOSTS"),
        user: cluster("USER"),
        password: cluster("PASSWORD"),
        ssl_certificate_authorities: cluster("SSL_CERTIFICATE_AUTHORITY"),
        data_stream: true,
        data_stream_type: "logs",
        // Of lines that no route was found for. That is a fault of the monitoring, and they are kept with what it tells
        // of itself: their `service.name` is not its.
        data_stream_dataset: datasetOf({ name: platformComponent }),
        data_stream_namespace: environment,
      },
    },
  ],
});

/** A field as Logstash names it: `[service][name]`. */
const reference = (field: string): string => `[${field.replaceAll(".", "][")}]`;

/**
 * The variable by which a pod of Logstash knows something of its Elasticsearch. The operator makes them of the
 * cluster's name (elastic/cloud-on-k8s, pkg/controller/logstash/env.go).
 */
export const clusterVariable = (what: "HOSTS" | "USER" | "PASSWORD" | "SSL_CERTIFICATE_AUTHORITY"): string =>
  `${elkName.toUpperCase()}_ES_${what}`;

const cluster = (what: Parameters<typeof clusterVariable>[0]): Variable => new Variable(clusterVariable(what));

/** Long enough for somebody to find out why, and no longer: they are as they were written. */
const lettersKeptFor = days(7);

/**
 * Settings of Logstash, `logstash.yml`. How many lines are worked on at a time is left to Logstash, which goes by the
 * processors that it finds: it does next to nothing with each, and waits for Elasticsearch.
 */
export const logstashSettings = ({ queue, deadLetters }: LogstashSettings): object => ({
  "pipeline.ecs_compatibility": "v8",
  // A full queue is no loss: the input stops, Filebeat waits, and lines stay in their files.
  "queue.type": "persisted",
  "queue.max_bytes": logstashBytes(queue),
  // Lines that Elasticsearch refuses for good, by the status 400 or 404, with all that the pipelines would have taken
  // out. The newest tell what is wrong today.
  "dead_letter_queue.enable": true,
  "dead_letter_queue.max_bytes": logstashBytes(deadLetters),
  "dead_letter_queue.storage_policy": "drop_older",
  "dead_letter_queue.retain.age": elasticsearchDuration(lettersKeptFor),
  // The operator would switch it on: of a renewed certificate Logstash would read one half, and the key of the old one.
  // A pod is replaced anyhow when its certificate is.
  "ssl.reload.automatic": false,
});

/** As its settings take sizes. */
const logstashBytes = ({ bytes }: Bytes): string => `${Math.floor(bytes / 2 ** 20)}mb`;
