import { said } from "./said";
import type { Duration } from "../units/quantities";
import { durationText } from "../units/text";
import { authorityKey, elasticsearchUsers, elkName, namespace, tlsSecret } from "../environments/names";
import { signsIn } from "../environments/secrets";
import { roleName } from "../logs/roles";
import type { Connection } from "./connections";
import { elasticUser } from "./connections";
import { logsOf, portForward } from "./kubectl";
import type { Part } from "./line";
import { NoAnswer } from "./no-answer";
import type { Question } from "./question";
import { endpointOf } from "./read-only";

/** The reasons why there is no answer, in words. */

type Asked = Question<unknown>;

export const credentialsMissing = (api: Part, variable: string) =>
  new NoAnswer(
    api,
    "credentials-missing",
    `${variable} is not set, and nowhere to be read; without it ${api} cannot be asked.`,
    `read -rs ${variable} && export ${variable}: docs/secrets.md says what it is`,
  );

export const credentialsRefused = (api: Part, { shown }: Connection) =>
  new NoAnswer(
    api,
    "credentials-refused",
    `${shown} does not let us in (401).`,
    api === "Prometheus" || api === "Grafana"
      ? "was the token deleted, or has it expired? Make one in Grafana: Administration, Service accounts; docs/secrets.md"
      : `is TF_VAR_${signsIn.elasticsearch} that of the Secret ${elasticsearchUsers[elasticUser]}? docs/secrets.md`,
  );

export const forbidden = (question: Asked) =>
  new NoAnswer(
    question.api,
    "forbidden",
    `${question.api} lets us in, but not to ask ${endpointOf(question)} (403).`,
    question.api === "Prometheus" || question.api === "Grafana"
      ? "the service account needs the role Admin: docs/secrets.md"
      : `the role ${roleName(elasticUser)} comes with the stack platform; deploy that first, or look at logs/roles.ts`,
  );

export const status = (question: Asked, code: number, connection: Connection, body: string) =>
  new NoAnswer(
    question.api,
    "status",
    `${connection.shown} answers ${code} to ${endpointOf(question)}${body === "" ? "" : `: "${said(plainOf(body))}"`}.`,
    code >= 300 && code < 400
      ? inTheWay(question.api, connection)
      : code === 404
        ? `is that ${question.api}, of the version that is described? ${option(question.api)} names another address`
        : `${logsOf(question.api)} --tail 50`,
  );

export const notJson = (question: Asked, code: number, connection: Connection, body: string) =>
  new NoAnswer(
    question.api,
    "not-json",
    `${connection.shown} answers ${endpointOf(question)} with ${/^\s*</.test(body) ? "HTML" : "no JSON"} (${code}): "${said(plainOf(body))}".`,
    inTheWay(question.api, connection),
  );

export const notUnderstood = (question: Asked) =>
  new NoAnswer(
    question.api,
    "not-understood",
    `${question.api} answers ${endpointOf(question)} with JSON of another form than is documented.`,
    `is that ${question.api}, of the version that is described? ${option(question.api)} names another address`,
  );

export const outOfTime = (api: Part) =>
  new NoAnswer(
    api,
    "too-slow",
    `there was no time left to ask all of ${api}.`,
    `kubectl -n ${namespace} top pods: what is short of CPU? With a shorter --timeout more is asked`,
  );

/** Why a program was not reached, from what Node's sockets throw. */
export function notReached(
  question: Asked,
  { connection, gate }: { readonly connection: Connection; readonly gate: Connection },
  failure: unknown,
  timeout: Duration,
): NoAnswer {
  const api = connection.via ?? question.api;
  const { shown } = gate;
  const { name, code = "", message } = failure as { name?: string; code?: string; message: string };
  if (name === "TimeoutError" || name === "AbortError")
    return new NoAnswer(
      question.api,
      "too-slow",
      `${connection.shown} does not answer within ${durationText(timeout)}.`,
      `try --timeout 60; else kubectl -n ${namespace} get pods, and the logs of those that are not ready`,
    );
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME|SIGNATURE/.test(code))
    return new NoAnswer(
      api,
      "certificate",
      `the certificate of ${shown} is not trusted: ${said(message)}.`,
      code === "CERT_HAS_EXPIRED" ? renewal(api, gate) : `--ca FILE: ${authority(api, gate)}`,
    );
  return new NoAnswer(
    api,
    "unreachable",
    `${shown} cannot be reached${code === "" ? "" : ` (${code})`}.`,
    `is the address right, and the network open? Or: ${forward(api, gate)}`,
  );
}

const inTheWay = (api: Part, connection: Connection): string =>
  `a page to sign in, or a proxy, stands before it; go past it: ${forward(api, connection)}`;

/** How a program's certificate is renewed, for people. */
export function renewal(api: Part, { certifiedAs, ingressSecret }: Connection): string {
  if (api === "Elasticsearch" || api === "Kibana")
    return `kubectl -n ${namespace} get secret, ${authoritySecrets[api]} or that of the ingress: who renews it?`;
  if (certifiedAs !== undefined) return ownRenewal;
  return ingressSecret === undefined
    ? "whoever serves that address renews it"
    : `kubectl -n ${namespace} get secret ${ingressSecret}: who renews it? docs/secrets.md`;
}

/** How the certificate is renewed by which everything in the namespace serves. */
export const ownRenewal = `kubectl -n ${namespace} describe certificate ${tlsSecret}: why does cert-manager not renew it?`;

/** Where the authority stands whose certificates the Services show. */
const authoritySecrets: Readonly<Record<Part, string>> = {
  Prometheus: tlsSecret,
  Grafana: tlsSecret,
  Elasticsearch: `${elkName}-es-http-certs-public`,
  Kibana: `${elkName}-kb-http-certs-public`,
};

/** Who signed that of Grafana's ingress is not known here. */
const authority = (api: Part, { certifiedAs }: Connection): string =>
  api === "Elasticsearch" || api === "Kibana" || certifiedAs !== undefined
    ? `kubectl -n ${namespace} get secret ${authoritySecrets[api]} -o 'go-template={{index .data "${authorityKey}" | base64decode}}' > ca.crt`
    : "the certificate of whoever signed it, as PEM";

const option = (api: Part): string => `--${api.toLowerCase()}`;

const forward = (api: Part, { forwarded }: Connection): string =>
  `${portForward(api)}, then ${option(api)} ${forwarded}`;

/** On a line, and of a page only what is said there. */
const plainOf = (body: string): string =>
  body
    .replace(/<(style|script)\b[\s\S]*?<\/\1>|<[^>]*>/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
