import { filebeatDaemonSet, logstashPod, namespace } from "../../environments/names";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import { ageText } from "../age";
import type { ExpectedLogs, ExpectedStream } from "../expected/logs";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import { fields, list, number, text } from "../reading";

/**
 * When the newest line of each data stream was written, by its name: in milliseconds since the epoch; 0 if it has none.
 */
export type Newest = ReadonlyMap<string, number>;

/**
 * Reads how old the newest lines are without showing a line, which the user `terraform` may not read:
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-data-streams-stats-1
 */
export const readStreams = (body: unknown): Newest =>
  new Map(
    list(fields(body).data_streams).map((stream) => {
      const { data_stream: name, maximum_timestamp: newest } = fields(stream);
      return [text(name), number(newest)];
    }),
  );

export const streamsJob = ({ allStreams, streams }: ExpectedLogs, now: number): Job => ({
  part: "Elasticsearch",
  check: "data streams",
  subjects: streams.map(({ component }) => component),
  run: async (ask) =>
    judgeStreams(
      streams,
      await ask({ api: "Elasticsearch", path: `/_data_stream/${allStreams}/_stats`, read: readStreams }),
      now,
    ),
});

const logstash = `kubectl -n ${namespace} logs ${logstashPod(0)} --tail 50`;

/** So far clocks may go wrong. */
const ahead = minutes(5);

export const judgeStreams = (streams: readonly ExpectedStream[], newest: Newest, now: number): Found[] =>
  streams.map(({ component, stream, atLeastEvery }) => {
    const last = newest.get(stream);
    if (!last)
      return bad(
        component,
        `there is no line in the data stream ${stream}: none of it has ever arrived.`,
        `does it run, and where system/ says? kubectl -n ${namespace} logs daemonset/${filebeatDaemonSet} --tail 50`,
      );
    const age = now - last;
    if (-age > ahead.milliseconds)
      return warned(
        component,
        `its newest line is of a time ${ageText(-age)} ahead: whether it is silent now, nobody can tell.`,
        "is its clock right, and its time zone? Its lines in Kibana, the newest first, say which pod wrote it",
      );
    return age > atLeastEvery.milliseconds
      ? bad(
          component,
          `its newest line is ${ageText(age)} old; it is never silent for more than ${durationText(atLeastEvery)}.`,
          `docs/runbooks/log-silent.md; are others silent too? Then ${logstash}`,
        )
      : good(component, `its newest line is ${ageText(age)} old.`);
  });
