import { field } from "../field";

export { duration } from "../fields";

/** What is known of a request to a service, besides what all lines have. */

export const httpRoute = field("http.route", "keyword", "the endpoint, as the metrics' label `endpoint` calls it");
export const httpMethod = field(
  "http.request.method",
  "keyword",
  "the method, as the metrics' label `method` calls it",
);
export const httpStatus = field("http.response.status_code", "long", "the status of the answer");
export const urlPath = field("url.path", "wildcard", "the path that was asked for");
