import { field } from "../field";

export { duration } from "../fields";

/** Fields of the lines of a service, of its requests above all, besides those that all lines have. */

export const httpRoute = field("http.route", "keyword", "the endpoint, as the metrics' label `endpoint` calls it");
export const httpMethod = field(
  "http.request.method",
  "keyword",
  "the method, as the metrics' label `method` calls it",
);
export const httpStatus = field("http.response.status_code", "long", "the status of the answer");
export const urlPath = field("url.path", "wildcard", "the path that was asked for");
export const urlQuery = field("url.query", "keyword", "the parameters of the query, without their values");
export const clientIp = field("client.ip", "ip", "the network that asked: of a public address, the last part is 0");
export const userAgent = field("user_agent.original", "keyword", "what asked, in its own words");
export const spanId = field("span.id", "keyword", "the part of the request in whose course it was written");
export const threadName = field("process.thread.name", "keyword", "the thread that wrote it");

export const httpFields = [
  httpRoute,
  httpMethod,
  httpStatus,
  urlPath,
  urlQuery,
  clientIp,
  userAgent,
  spanId,
  threadName,
] as const;
