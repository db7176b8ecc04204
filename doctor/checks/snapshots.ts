import { said } from "../said";
import { ageText } from "../age";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import { fields, number, textOr } from "../reading";

/** How a snapshot policy has fared: times in milliseconds since the epoch. */
export interface KeptSnapshots {
  /** When the policy was made, or altered last. */
  readonly altered: number;
  readonly succeeded?: number;
  readonly failed?: { readonly at: number; readonly why: string };
}

/**
 * Reads how snapshot policies have fared, by their names:
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-slm-get-lifecycle
 */
export const readSnapshots = (body: unknown): ReadonlyMap<string, KeptSnapshots> =>
  new Map(
    Object.entries(fields(body)).map(([name, kept]) => {
      const { last_success: success, last_failure: failure, modified_date_millis: altered } = fields(kept);
      return [
        name,
        {
          altered: number(altered),
          ...(success !== undefined && { succeeded: number(fields(success).time) }),
          ...(failure !== undefined && {
            failed: { at: number(fields(failure).time), why: textOr("", fields(failure).details) },
          }),
        },
      ];
    }),
  );

export const snapshotsJob = (policies: readonly string[], now: number): Job => ({
  part: "Elasticsearch",
  check: "snapshots",
  subjects: policies,
  run: async (ask) => {
    const kept = await ask({ api: "Elasticsearch", path: "/_slm/policy", read: readSnapshots });
    return policies.map((name) => judgeSnapshots(name, kept.get(name), now));
  },
});

/** Milliseconds for which a snapshot is new enough: they are made daily, and take their time. */
const freshFor = 36 * 3_600_000;

export function judgeSnapshots(name: string, kept: KeptSnapshots | undefined, now: number): Found {
  if (!kept) return bad(name, "the policy is not there: nothing is copied.", "deploy the stack monitoring");
  const { altered, succeeded, failed } = kept;
  if (failed && failed.at > (succeeded ?? 0))
    return bad(
      name,
      `the last one failed, ${ageText(now - failed.at)} ago: ${said(failed.why)}`,
      "POST _snapshot/logs/_verify in Kibana's Dev Tools: may Elasticsearch write to the bucket? docs/runbooks/elk-snapshots.md",
    );
  const isLate = now - (succeeded ?? altered) > freshFor;
  const stopped = "GET _slm/status in Kibana's Dev Tools: is it stopped? POST _slm/start";
  if (succeeded === undefined)
    return isLate
      ? bad(name, `none was ever made, and the policy is ${ageText(now - altered)} old.`, stopped)
      : warned(name, "none has been made yet.", "ask again tomorrow: they are made daily");
  const what = `the last one is ${ageText(now - succeeded)} old.`;
  return isLate ? bad(name, what, stopped) : good(name, what);
}
