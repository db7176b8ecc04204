import type { Connection, Connections } from "./connections";
import { withoutCredentials } from "./credentials";
import type { Part } from "./line";
import { NoAnswer } from "./no-answer";
import * as failures from "./no-answers";
import type { Ask, Question } from "./question";
import { endpointOf, isReadOnly } from "./read-only";
import type { Response, Sending } from "./send";
import { send } from "./send";
import { atMost } from "./turns";

export interface ClientProps extends Omit<Sending, "connection"> {
  readonly connections: Connections;
}

export interface Client {
  readonly ask: Ask;
  /** Until when the certificates that the programs have shown are good, in milliseconds since the epoch. */
  readonly certificates: ReadonlyMap<Part, number>;
}

/** So many questions are on their way at a time: a Prometheus that is ill is not made worse. */
const atATime = 6;

/** After so many questions in a row without a word a program is not asked again. */
const mostSlow = 3;

/**
 * A client that asks, and changes nothing. What was asked is not asked again; a program that does not let anybody in,
 * or is not there, is asked once.
 */
export function clientOf({ connections, ...sending }: ClientProps): Client {
  const asked = new Map<string, Promise<Response>>();
  const given = new Map<Part, NoAnswer>();
  const slow = new Map<Part, number>();
  const certificates = new Map<Part, number>();
  const inTurn = atMost(atATime);

  async function sent(question: Question<unknown>): Promise<Response> {
    const { api } = question;
    const connection = connections[api];
    const before = given.get(api) ?? given.get(connection.via ?? api);
    if (before) throw before;
    try {
      const response = await answered(question, connection, connections[connection.via ?? api], sending);
      slow.set(api, 0);
      if (response.certifiedUntil !== undefined) certificates.set(api, response.certifiedUntil);
      return response;
    } catch (failure) {
      if (!(failure instanceof NoAnswer)) throw failure;
      const times = failure.reason === "too-slow" ? (slow.get(api) ?? 0) + 1 : 0;
      slow.set(api, times);
      if (failure.isFinal) given.set(failure.api, failure);
      if (times >= mostSlow) given.set(api, failure);
      throw failure;
    }
  }

  const ask: Ask = async (question) => {
    if (!isReadOnly(question)) throw new Error(`${question.api} is not asked ${endpointOf(question)}`);
    const { api, path, form, json } = question;
    const key = JSON.stringify([api, endpointOf(question), path, form, json]);
    const response = asked.get(key) ?? inTurn(() => sent(question));
    asked.set(key, response);
    return read(question, await response, connections[api]);
  };
  return { ask, certificates };
}

async function answered(
  question: Question<unknown>,
  connection: Connection,
  /** Whoever is in the way, if somebody is. */
  gate: Connection,
  sending: Omit<Sending, "connection">,
): Promise<Response> {
  const api = connection.via ?? question.api;
  if (connection.lacks !== undefined) throw failures.credentialsMissing(api, connection.lacks);
  try {
    const response = await send(question, { ...sending, connection });
    if (response.status === 401) throw failures.credentialsRefused(api, gate);
    if (response.status === 403) throw failures.forbidden(question);
    const { authorization } = connection;
    // Before anything is made of it: cut short, they would be known no more.
    return authorization === undefined
      ? response
      : { ...response, body: withoutCredentials(response.body, authorization) };
  } catch (failure) {
    if (sending.signal.aborted) throw failures.outOfTime(question.api);
    throw failure instanceof NoAnswer
      ? failure
      : failures.notReached(question, { connection, gate }, failure, sending.timeout);
  }
}

function read<Answer>(question: Question<Answer>, { status, body }: Response, connection: Connection): Answer {
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess && !question.accepts?.includes(status)) throw failures.status(question, status, connection, body);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw (isSuccess ? failures.notJson : failures.status)(question, status, connection, body);
  }
  try {
    return question.read(json);
  } catch {
    throw isSuccess ? failures.notUnderstood(question) : failures.status(question, status, connection, body);
  }
}
