import { namespace, tlsSecret } from "../environments/names";
import type { Failure } from "../findings/exit-codes";
import { Failed, failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { isHeld, lockFinding } from "./lock";
import type { Diagnostic } from "./message";
import { plain } from "./plain";
import { statusIn } from "./status";

/** An error, with the HTTP status of the refusal where whoever was told knows it. @default as its words say */
export interface Refused extends Diagnostic {
  readonly status?: number;
}

interface Refusal extends Pick<Finding, "why" | "fix"> {
  readonly id: Failure;
  /** What Terraform, a provider or AWS says then: the words of Terraform 1.11, of the AWS SDK for Go, and of Node. */
  readonly said: RegExp;
  /** Or with what the server answers, in whatever words. */
  readonly answered?: readonly number[];
}

/** Of whatever case. */
const anyOf = (...words: readonly RegExp[]) => new RegExp(words.map(({ source }) => source).join("|"), "i");

/** In this order: of what an error says, the first that fits is what it is about. */
const refusals: readonly Refusal[] = [
  {
    id: "interrupted",
    said: /^(execution halted|operation canceled)\n|canceled by an interrupt signal/i,
    why: "it was interrupted from here: Ctrl-C, a job that was cancelled, or one that ran out of its time.",
    fix: "begin again when there is time",
  },
  {
    id: "credentials-expired",
    said: /ExpiredToken|SSO session[^.\n]* (invalid|not found)|token (included in the request )?is expired|(credentials|session|token)[^.\n]{0,40} (has|have) expired/i,
    why: "a role is lent for an hour, and this one's is over.",
    fix: "sign in anew: aws sso login, or run the job again",
  },
  {
    id: "credentials-missing",
    said: anyOf(
      /No valid credential sources found|no EC2 IMDS role found|failed to refresh cached credentials/,
      /could not find default credentials|Could not load credentials/,
      // A profile that no file has.
      /failed to get shared config profile|Could not resolve credentials using profile/,
    ),
    why: "without a role in AWS neither the state nor the secrets can be read.",
    fix: "set AWS_PROFILE, or let the job take its role by OIDC: docs/delivery.md",
  },
  {
    id: "state-missing",
    said: /NoSuchBucket|S3 bucket "[^"]*" does not exist|bucket does not exist/i,
    why: "no stack can be planned or applied before there is a place for its state.",
    fix: "make it once, from a terminal: npm run bootstrap, docs/state.md; or is it the wrong account?",
  },
  {
    id: "backend-changed",
    said: /Backend configuration (block has )?changed|Backend initialization required/i,
    why: "with another backend Terraform knows nothing of what is deployed, and would make all of it a second time.",
    fix: "move the state on purpose, in the stack's folder: terraform init -migrate-state; or undo the change of the backend",
  },
  {
    id: "upstream-not-deployed",
    said: /Unable to find remote state/i,
    why: "the stack reads what another one leaves in its state, and that one was never deployed.",
    fix: "deploy all stacks, in their order: leave out --stack",
  },
  {
    id: "provider-not-installable",
    said: /Failed to (query available provider packages|install provider)|Inconsistent dependency lock file|could not (connect to|query provider registry)|provider registry/i,
    why: "without its providers Terraform can neither plan nor apply.",
    fix: "is the registry reachable from here, or a mirror named in the file of TF_CLI_CONFIG_FILE?",
  },
  {
    id: "variable-missing",
    said: /No value for required variable/i,
    why: "nothing has a default that is secret.",
    fix: "put it where secrets are kept, or set TF_VAR_<name>: docs/secrets.md",
  },
  {
    id: "plan-stale",
    said: /Saved plan is stale|Saved plan does not match the given state/i,
    why: "somebody applied something else in between; what was reviewed is no longer what would happen.",
    fix: "plan again, and have it reviewed again",
  },
  {
    id: "credentials-refused",
    said: anyOf(
      /AccessDenied|Forbidden|Unauthorized|is not authorized|InvalidClientTokenId|UnrecognizedClient/,
      /SignatureDoesNotMatch|InvalidSignature/,
      /Kubernetes cluster unreachable: the server has asked for the client to provide credentials/,
    ),
    answered: [401, 403],
    why: "whoever runs this may not do it, or is not who the server takes them for.",
    fix: "does the role have its rights, and is the token in Secrets Manager still the one that the server knows? docs/delivery.md",
  },
  {
    // Of Helm, which names an address in quotes where it was a server that did not answer.
    id: "release-not-ready",
    said: /^(?:installation failed|Helm release error|Error upgrading chart)\n(?:[^"]*\s)?(?:context deadline exceeded|timed out waiting for the condition)/,
    why: "its pods were not ready in time. What Helm has undone or taken away since, events still tell of for an hour.",
    fix: `what did they wait for? kubectl -n ${namespace} get pods,events; where it is the Secret ${tlsSecret}: kubectl -n ${namespace} describe certificate ${tlsSecret} (an issuer misspelt, cert-manager not at work)`,
  },
  {
    id: "api-unreachable",
    said: anyOf(
      /connection refused|no such host|i\/o timeout|TLS handshake|deadline exceeded|cluster unreachable|connection reset/,
      /ECONN(REFUSED|RESET)|E(NET|HOST)UNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|TimeoutError|Throttling/,
      /x509:|self-signed certificate|local issuer certificate|certificate has expired/,
      /bad gateway|service unavailable|invalid character '<'|is no JSON/,
    ),
    answered: [404, 429, 500, 502, 503, 504],
    why: "its answer is needed: what there is, whether it was changed, or with what one signs in.",
    fix: "is it up, is its address in environments/ right, and is the way to it open from where this runs? Then run the same again",
  },
];

/**
 * What a command of Terraform was refused, in words of what to do: one finding for each error that it told of.
 * @param where the stack: `production/monitoring`
 */
export function refusalOf(where: string, errors: readonly Refused[]): Failed {
  const read = errors.map((diagnostic) => refusedBy(where, diagnostic));
  const [first] = [...read].sort((a, b) => rank(a) - rank(b));
  if (!first) return new Failed("failed", []);
  return new Failed(
    first.failure,
    read.flatMap(({ findings }) => findings),
  );
}

const rank = ({ failure, exitCode }: Failed) => (failure === "failed" ? Infinity : exitCode);

function refusedBy(where: string, { summary, detail, address, status: known }: Refused): Failed {
  const said = `${summary}\n${detail}`;
  const status = known ?? statusIn(said);
  const place = address === undefined ? where : `${where} › ${address}`;
  if (isHeld(detail)) return lockFinding(where, detail);
  const isAnswered = ({ answered = [] }: Refusal) => status !== undefined && answered.includes(status);
  const refusal = refusals.find((one) => one.said.test(said) || isAnswered(one));
  if (!refusal) return new Failed("failed", [unnamed(place, plain(said))]);
  const { id, why, fix } = refusal;
  return failed({ id, where: place, what: plain(said), why, fix });
}

const unnamed = (where: string, what: string): Finding =>
  error({
    id: "terraform-failed",
    where,
    what,
    why: "Terraform stopped there.",
    fix: "what it says tells most of it; was something like it written down in docs/delivery.md?",
  });
