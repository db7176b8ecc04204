import { clip } from "../../findings/clip";
import type { Finding } from "../../findings/finding";
import { errorUnless } from "../../findings/finding";
import type { Bytes } from "../../units/quantities";
import { minutes, seconds } from "../../units/quantities";
import { goDuration } from "../../units/text";
import { message } from "../fields";
import { forBeat } from "./beat-text";
import { longestRecord, sending } from "./sending";

/** What Filebeat calls in AWS to read one log group whose name it is told. */
export const logGroupActions = ["logs:FilterLogEvents"] as const;

/**
 * Name of the log group in which AWS keeps what PostgreSQL writes, once RDS is told to export it: by the name of the
 * instance, with which its endpoint begins.
 *
 * @param host of the endpoint, with or without a port
 */
export const logGroupOf = (host: string): string => `/aws/rds/instance/${/^[^.:]*/.exec(host)?.[0] ?? ""}/postgresql`;

export const checkEndpoint = (where: string, host: string): Finding[] =>
  errorUnless(/^[a-z][a-z0-9-]*\.[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com(\.cn)?(:\d+)?$/.test(host), {
    id: "log-group-unknown",
    where,
    what: `"${clip(host)}" is no endpoint of an instance of RDS.`,
    why: "the logs are in CloudWatch by the instance's name, with which the endpoint begins: none would ever be found.",
    fix: 'host: "shop-db.abcdefghijkl.eu-central-1.rds.amazonaws.com:5432", as AWS shows it; an alias says nothing.',
  });

export interface DatabaseLogSource {
  /** Value of `service.name` in all that the database writes. */
  readonly database: string;
  readonly logGroup: string;
  readonly region: string;
  /** Memory of the Beat's container. */
  readonly memory: Bytes;
}

/**
 * Configuration of the Filebeat that reads one database. RDS keeps the lines of a statement together, and the input
 * knows no other way to.
 */
export const databaseFilebeatConfig = ({ database, logGroup, region, memory }: DatabaseLogSource): object => ({
  "filebeat.inputs": [
    {
      type: "aws-cloudwatch",
      id: "database",
      log_group_name: forBeat(logGroup),
      region_name: forBeat(region),
      // From where it was when it ended; the first time, from the beginning of the group. What it was reading at that
      // very moment may be missing or come twice (elastic/beats#43251, #32641).
      start_position: "lastSync",
      scan_frequency: goDuration(minutes(1)),
      // What reaches CloudWatch after its minute was asked for is never asked for again (elastic/beats#28133), and RDS
      // takes its time.
      latency: goDuration(minutes(2)),
      api_timeout: goDuration(seconds(30)),
      processors: [
        { add_fields: { target: "service", fields: { name: forBeat(database) } } },
        // Marked in `log.flags`, as those are that come from files.
        {
          truncate_fields: {
            fields: [message.name],
            max_bytes: longestRecord.bytes,
            fail_on_error: false,
            ignore_missing: true,
          },
        },
      ],
    },
  ],
  ...sending(memory),
});
