import type { Job } from "../job";
import type { Found, Part } from "../line";
import { parts } from "../line";
import { bad, good, warned } from "../line";
import type { Question } from "../question";
import { fields, text } from "../reading";

/** Where each program tells its version. */
const questions: Readonly<Record<Part, Question<string>>> = {
  // https://prometheus.io/docs/prometheus/latest/querying/api/#build-information
  Prometheus: {
    api: "Prometheus",
    path: "/api/v1/status/buildinfo",
    read: (body) => text(fields(fields(body).data).version),
  },
  // https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api
  Grafana: { api: "Grafana", path: "/api/health", read: (body) => text(fields(body).version) },
  // https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-info
  Elasticsearch: { api: "Elasticsearch", path: "/", read: (body) => text(fields(fields(body).version).number) },
  Kibana: {
    api: "Kibana",
    path: "/api/status",
    accepts: [503],
    read: (body) => text(fields(fields(body).version).number),
  },
};

export const versionJobs = (versions: Readonly<Record<Part, string>>): Job[] =>
  parts.map((part) => ({
    part,
    check: "version",
    subjects: [part],
    run: async (ask) => [judgeVersion(part, versions[part], await ask(questions[part]))],
  }));

/**
 * Judges the version that runs by the one that is pinned. A fix for a fault may come by itself; a minor version more is
 * one that nobody here has tried.
 */
export function judgeVersion(part: Part, pinned: string, running: string): Found {
  const [wanted, there] = [numbers(pinned), numbers(running)];
  const differs = wanted.findIndex((number, at) => number !== there[at]);
  if (differs === -1) return good(part, running);
  const what = `it runs ${running}, and ${pinned} is described.`;
  if ((there[differs] ?? 0) < (wanted[differs] ?? 0))
    return bad(part, what, "deploy the stack platform; if that is done, did Helm undo it? helm -n monitoring history");
  return differs === 2
    ? good(part, running)
    : warned(part, what, "was it upgraded by hand? Raise the version in versions.ts, or deploy the stack platform");
}

/** Of `13.2.0+security-01` and `9.5.0-SNAPSHOT` the three that count. */
const numbers = (version: string): number[] =>
  version
    .replace(/[-+].*$/, "")
    .split(".")
    .slice(0, 3)
    .map(Number);
