import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { Duration } from "../units/quantities";
import { Failed } from "./failed";
import { plain } from "./plain";
import { refusalOf } from "./refusals";

/** For the client of an SDK: without it, one waits for ever. @param timeout of a connection, and of an answer */
export const patienceOf = ({ milliseconds: timeout }: Duration) => ({
  requestHandler: { connectionTimeout: timeout, requestTimeout: timeout, throwOnRequestTimeout: true },
});

/** What an SDK of AWS threw, in the same words as what Terraform says of AWS. */
export function refusedByAws(where: string, failure: unknown): Error {
  if (!(failure instanceof Error)) return new Error(String(failure));
  const said = { summary: failure.name, detail: detailOf(failure) };
  const refused = refusalOf(where, [{ severity: "error", ...said }]);
  const known =
    refused.failure === "failed"
      ? new Failed("failed", [unnamed(where, plain(`${said.summary}\n${said.detail}`))])
      : refused;
  return Object.assign(known, { cause: failure });
}

/** What the SDK notes on what it throws: the status of the answer, or why there is none. */
interface Noted {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function detailOf(failure: Error): string {
  const { code = "", $metadata } = failure as Noted;
  const status = $metadata?.httpStatusCode;
  // A part of the answer stands in what the parser says, and in the answer stands a secret.
  if (failure.name === "SyntaxError") return `it answered ${status} with something that is no JSON.`;
  // Of several addresses that all refuse, Node says nothing but the code.
  const message = failure.message || code;
  return status === undefined ? message : `${message} (it answered ${status})`;
}

const unnamed = (where: string, what: string): Finding =>
  error({
    id: "aws-failed",
    where,
    what,
    why: "what was asked for there is needed, and was not given.",
    fix: "what it says tells most of it; with --verbose it says where",
  });
