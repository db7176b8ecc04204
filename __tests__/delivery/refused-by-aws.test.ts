import { describe, expect, it } from "@jest/globals";
import { exitCodes } from "../../findings/exit-codes";
import { Failed } from "../../findings/failed";
import { refusedByAws } from "../../delivery/refused-by-aws";

/** As the SDK for JavaScript throws it. */
const thrown = (name: string, message: string, noted: object = {}) =>
  Object.assign(new Error(message), { name, ...noted });
const answered = (status: number) => ({ $metadata: { httpStatusCode: status } });

const told = (failure: Error) => {
  const refused = refusedByAws("Secrets Manager › a", failure);
  if (!(refused instanceof Failed)) throw refused;
  return { exitCode: refused.exitCode, ids: refused.findings.map(({ id }) => id), said: refused.findings[0]?.what };
};

describe("what the SDK of AWS throws", () => {
  it.each([
    [thrown("ExpiredTokenException", "The security token included in the request is expired", answered(403))],
    [thrown("CredentialsProviderError", "The SSO session associated with this profile has expired.")],
    [thrown("TokenProviderError", "Token is expired. To refresh this SSO session run 'aws sso login'")],
  ])("is, of credentials that were good, that they have expired: %s", (failure) => {
    expect(told(failure)).toMatchObject({
      exitCode: exitCodes["credentials-expired"],
      ids: ["credentials-expired"],
    });
  });

  it.each([
    [thrown("Unknown", "UnknownError", answered(500))],
    [thrown("SlowDown", "Please reduce your request rate.", answered(503))],
    [thrown("ThrottlingException", "Rate exceeded", answered(400))],
    [thrown("Error", "getaddrinfo EAI_AGAIN secretsmanager.eu-central-1.amazonaws.com", { code: "EAI_AGAIN" })],
    [thrown("AggregateError", "", { code: "ETIMEDOUT" })],
    [thrown("Error", "self-signed certificate in certificate chain", { code: "SELF_SIGNED_CERT_IN_CHAIN" })],
    [thrown("Error", "unable to get local issuer certificate")],
    [thrown("Error", "aborted\n  Deserialization error: see $response.", { code: "ECONNRESET", ...answered(200) })],
  ])("is, of a server that gives no answer of its own, that it cannot be reached: %s", (failure) => {
    expect(told(failure)).toMatchObject({ exitCode: exitCodes["api-unreachable"], ids: ["api-unreachable"] });
  });

  it("tells the status of an answer, and of a broken one nothing else: a secret may stand in it", () => {
    expect(told(thrown("InternalServiceError", "Try again.", answered(500))).said).toBe(
      "InternalServiceError\nTry again. (it answered 500)",
    );
    expect(told(thrown("SyntaxError", `Unexpected token 'h', "{hush}" is not JSON`, answered(200)))).toEqual({
      exitCode: exitCodes["api-unreachable"],
      ids: ["api-unreachable"],
      said: "SyntaxError\nit answered 200 with something that is no JSON.",
    });
  });

  it("is told in its own words where it has no name here, and not as Terraform's", () => {
    const failure = thrown(
      "DecryptionFailure",
      "Secrets Manager can't decrypt the protected secret text",
      answered(400),
    );
    expect(told(failure)).toEqual({
      exitCode: exitCodes.failed,
      ids: ["aws-failed"],
      said: "DecryptionFailure\nSecrets Manager can't decrypt the protected secret text (it answered 400)",
    });
    expect(refusedByAws("a", failure)).toMatchObject({ more: expect.stringMatching(/^ {4}at thrown .*:\d+\)$/m) });
  });

  it("is judged by the status that it notes, and not by numbers in what it says", () => {
    expect(told(thrown("ValidationException", "HTTP 503 is no name", answered(400))).ids).toEqual(["aws-failed"]);
    expect(told(thrown("Unknown", "UnknownError", answered(403))).ids).toEqual(["credentials-refused"]);
  });
});
