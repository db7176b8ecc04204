import { logstashAddress } from "../../environments/names";
import type { Bytes } from "../../units/quantities";
import { mebibytes, minutes, seconds } from "../../units/quantities";
import { goDuration } from "../../units/text";
import {
  containerName,
  imageName,
  message,
  namespaceName,
  nodeName,
  outputStream,
  podName,
  recordFlags,
  serviceName,
} from "../fields";
import { logstashAuthority } from "./certificates";

/** What all Beats do with what they have read, wherever that was. */

/**
 * How much of a record is kept; the rest is cut off, and `log.flags` says `truncated`. Nobody reads a longer stack
 * trace, and what looks for secrets in it takes the longer the more there is.
 */
export const longestRecord = mebibytes(1 / 8);

/**
 * Fields that travel with a line: who wrote it. What a Beat would tell of itself, the node and the cloud is asked for
 * by nobody.
 */
export const sentFields = [
  message,
  serviceName,
  namespaceName,
  podName,
  containerName,
  nodeName,
  imageName,
  outputStream,
  recordFlags,
] as const;

/** Configuration by which any Beat sends what it has read. @param memory of the Beat's container */
export const sending = (memory: Bytes) => {
  const events = recordsInMemory(memory);
  return {
    processors: [{ include_fields: { fields: sentFields.map(({ name }) => name) } }],
    /*
     * What Logstash does not take waits where it came from: this only has to hold what is under way. Half of it is sent
     * at a time, or what has come within a second.
     */
    "queue.mem": { events, flush: { min_events: events / 2, timeout: goDuration(seconds(1)) } },
    "output.logstash": {
      hosts: [logstashAddress],
      bulk_max_size: events / 2,
      // The address is that of all pods of Logstash, and a connection stays with the one that it found: without an end
      // a pod that was added would have nothing to do. Only who waits for each answer can end it.
      ttl: goDuration(minutes(5)),
      pipelining: 0,
      ssl: { certificate_authorities: [logstashAuthority] },
    },
    // What was sent is acknowledged before it ends: less is sent twice.
    "filebeat.shutdown_timeout": goDuration(seconds(5)),
    // Its figures stay to be asked for: `curl localhost:5066/stats` in its pod.
    "http.enabled": true,
    "logging.metrics.enabled": false,
  };
};

/** As many of the longest records as take a quarter of the memory; the rest is for reading, joining and compressing. */
const recordsInMemory = ({ bytes }: Bytes): number => 2 * Math.floor(bytes / 8 / longestRecord.bytes);
