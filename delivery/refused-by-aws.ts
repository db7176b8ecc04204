import { Failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { placesOf } from "../findings/places";
import { plain } from "./plain";
import { refusalOf } from "./refusals";

/** The failure of what an SDK of AWS threw, in the same words as what Terraform says of AWS. */
export function refusedByAws(where: string, failure: unknown): Error {
  if (!(failure instanceof Error)) return new Error(String(failure));
  const status = (failure as Noted).$metadata?.httpStatusCode;
  const said = { summary: failure.name, detail: detailOf(failure, status) };
  const refused = refusalOf(where, [{ severity: "error", ...said, ...(status !== undefined && { status }) }]);
  const findings =
    refused.failure === "failed" ? [unnamed(where, plain(`${said.summary}\n${said.detail}`))] : refused.findings;
  // What was said stands in the findings, without what in it could be secret.
  return new Failed(refused.failure, findings, placesOf(failure));
}

/** What the SDK notes on what it throws: the status of the answer, or why there is none. */
interface Noted {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function detailOf(failure: Error, status: number | undefined): string {
  const { code = "" } = failure as Noted;
  // A part of the answer stands in what the parser says, and in the answer stands a secret.
  if (failure.name === "SyntaxError")
    return `it answered ${status === undefined ? "" : `${status} `}with something that is no JSON.`;
  // What is said besides of an answer that broke off is for whoever mends the SDK.
  const words = failure.message.replace(/\n\s*Deserialization error:.*/, "");
  // Of several addresses that all refuse, Node says nothing but the code.
  const message = words.includes(code) ? words : [words, code].filter(Boolean).join(": ");
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
