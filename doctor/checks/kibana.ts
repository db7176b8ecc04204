import type { ExpectedLogs } from "../expected/logs";
import type { Job } from "../job";
import { logsOf } from "../kubectl";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import { fields, list, text, textOr } from "../reading";
import { namedJob } from "./named";

/** Reads the level of Kibana's status: https://www.elastic.co/docs/api/doc/kibana/operation/operation-get-status */
export const readStatus = (body: unknown): string => text(fields(fields(fields(body).status).overall).level);

export function judgeStatus(level: string): Found {
  const fix = `${logsOf("Kibana")} --tail 50`;
  if (level === "available") return good("status", "available.");
  return level === "degraded" ? warned("status", "it is degraded.", fix) : bad("status", `it is ${level}.`, fix);
}

const deploy = "deploy the stack monitoring";

export const kibanaJobs = ({ space, views }: ExpectedLogs): Job[] => [
  {
    part: "Kibana",
    check: "status",
    subjects: ["status"],
    // Where something is unavailable it says so with 503.
    run: async (ask) => [
      judgeStatus(await ask({ api: "Kibana", path: "/api/status", accepts: [503], read: readStatus })),
    ],
  },
  {
    part: "Kibana",
    check: "space",
    subjects: [space],
    // https://www.elastic.co/docs/api/doc/kibana/operation/operation-get-spaces-space-id; 404 tells that there is none.
    run: async (ask) => {
      const question = { api: "Kibana" as const, path: `/api/spaces/space/${space}`, accepts: [404] };
      const id = await ask({ ...question, read: (body) => spaceIn(fields(body)) });
      return [id === space ? good(space, "is there.") : bad(space, "there is no such space.", deploy)];
    },
  },
  namedJob({
    part: "Kibana",
    check: "data views",
    expected: views,
    // https://www.elastic.co/docs/api/doc/kibana/operation/operation-getalldataviewsdefault
    question: {
      api: "Kibana",
      path: `/s/${space}/api/data_views`,
      read: (body) => list(fields(body).data_view).map((view) => text(fields(view).id)),
    },
    missing: "it is not there; links from alerts lead into it.",
    fix: deploy,
  }),
];

/** Nothing else has an id: `{"statusCode": 404, "error": "Not Found", …}`. */
function spaceIn({ id, statusCode }: Readonly<Record<string, unknown>>): string {
  if (id === undefined && statusCode !== 404) throw new TypeError("no space");
  return textOr("", id);
}
