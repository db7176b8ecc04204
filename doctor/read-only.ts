import type { Part } from "./line";
import type { Question } from "./question";

/**
 * All that may be asked, by method and path. Nothing here changes anything; what is asked with POST are queries, whose
 * text may be longer than what a proxy takes for an address.
 */
const allowed: Readonly<Record<Part, readonly RegExp[]>> = {
  Prometheus: [/^GET \/api\/v1\/(targets|rules|status\/buildinfo)$/, /^POST \/api\/v1\/query$/],
  Grafana: [
    /^GET \/api\/(health|search)$/,
    /^GET \/api\/datasources\/uid\/[\w-]+\/health$/,
    /^GET \/api\/v1\/provisioning\/(alert-rules|contact-points|policies|mute-timings)$/,
    /^GET \/api\/prometheus\/grafana\/api\/v1\/rules$/,
    /^POST \/api\/ds\/query$/,
  ],
  Elasticsearch: [
    /^GET \/$/,
    /^GET \/_cluster\/health$/,
    /^GET \/_(ingest\/pipeline|index_template|component_template)$/,
    /^GET \/_data_stream\/[\w*.-]+\/_stats$/,
    /^GET \/_(ilm|slm)\/policy$/,
    /^GET \/_ilm\/status$/,
    /^GET \/[\w*.-]+\/_ilm\/explain$/,
  ],
  Kibana: [/^GET \/api\/status$/, /^GET \/api\/spaces\/space\/[\w-]+$/, /^GET (\/s\/[\w-]+)?\/api\/data_views$/],
};

/** Method and path of a question, without its query string: `GET /api/search`. */
export const endpointOf = ({ method = "GET", path }: Pick<Question<unknown>, "method" | "path">): string =>
  `${method} ${path.replace(/\?.*$/, "")}`;

export const isReadOnly = (question: Pick<Question<unknown>, "api" | "method" | "path">): boolean =>
  !question.path.includes("..") && allowed[question.api].some((pattern) => pattern.test(endpointOf(question)));
