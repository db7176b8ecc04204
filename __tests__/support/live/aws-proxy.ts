import type { IncomingMessage } from "node:http";
import type { IamAction } from "../../../exporters/iam-policy";
import type { MoodyProxy } from "./moody-proxy";
import { startMoodyProxy } from "./moody-proxy";

/** Stands before a stand-in for AWS, and notes what it is asked; its URL is an `AWS_ENDPOINT_URL`. */
export interface AwsProxy extends MoodyProxy {
  /** What a role would have to be allowed for all that was asked so far, sorted. */
  actions(): IamAction[];
}

/** @param target of what answers, `moto.url` */
export async function startAwsProxy(target: string): Promise<AwsProxy> {
  const asked = new Set<IamAction>();
  const proxy = await startMoodyProxy(target, (request, body) => asked.add(actionOf(request, body)));
  // The very object: its mood is set from outside.
  return Object.assign(proxy, { actions: () => [...asked].sort() });
}

/** The prefixes of IAM, by the names that requests are signed for, where the two differ. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch", tagging: "tag" };

/** Which action it takes to be allowed a request: who signs it names the service, and the request the operation. */
function actionOf({ headers, url = "" }: IncomingMessage, body: string): IamAction {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "nobody";
  const target = headers["x-amz-target"];
  const operation =
    // Three protocols: JSON, CBOR and the query string's.
    typeof target === "string"
      ? target.split(".").at(-1)
      : (/\/operation\/(\w+)/.exec(url)?.[1] ?? new URLSearchParams(body).get("Action"));
  return `${prefixes[service] ?? service}:${operation ?? `? ${url}`}`;
}
