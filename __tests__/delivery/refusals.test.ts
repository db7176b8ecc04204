/** Terraform's own words: of 1.11.4 with `-json`, of its S3 backend, and of providers as their sources write them. */
import { describe, expect, it } from "@jest/globals";
import { exitCodes } from "../../findings/exit-codes";
import { incomplete } from "../../delivery/incomplete";
import type { Diagnostic } from "../../delivery/message";
import { errorsIn, messageIn } from "../../delivery/message";
import { plain } from "../../delivery/plain";
import { refusalOf } from "../../delivery/refusals";
import { summaryOf } from "../../delivery/summary";

const said = (summary: string, detail = ""): Diagnostic => ({ severity: "error", summary, detail });
const failureOf = (...errors: readonly Diagnostic[]) => refusalOf("staging/platform", errors).failure;

const lock = `Error message: operation error S3: PutObject, https response error StatusCode: 412, api error PreconditionFailed
Lock Info:
  ID:        f2a7e2d4-3b1c-9d0e-5f6a-7b8c9d0e1f2a
  Path:      example/platform.tfstate
  Operation: OperationTypeApply
  Who:       ada@build-7
  Version:   1.11.4
  Created:   2026-11-28 09:12:44.123456789 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time. Please resolve the issue above and try
again. For most commands, you can disable locking with the "-lock=false"
flag, but this is not recommended.`;

describe("what Terraform was refused", () => {
  it.each([
    [
      "credentials-missing",
      said("No valid credential sources found", "Error: failed to refresh cached credentials, no EC2 IMDS role found"),
    ],
    [
      "credentials-expired",
      said(
        "Retrieving AWS account details",
        "api error ExpiredToken: The security token included in the request is expired",
      ),
    ],
    ["credentials-expired", said("ExpiredTokenException", "The security token included in the request is expired")],
    [
      "credentials-refused",
      said(
        "AccessDeniedException",
        "User: arn:aws:sts::1:assumed-role/x is not authorized to perform: secretsmanager:GetSecretValue",
      ),
    ],
    [
      "credentials-refused",
      said("plugin error", '[GET /folders/{folder_uid}][403] getFolderByUidForbidden {"message":"Access denied"}'),
    ],
    ["state-missing", said("Error refreshing state", 'S3 bucket "example-state" does not exist.')],
    [
      "backend-changed",
      said("Backend configuration changed", "A change in the backend configuration has been detected"),
    ],
    [
      "upstream-not-deployed",
      said("Unable to find remote state", "No stored state was found for the given workspace in the given backend."),
    ],
    [
      "provider-not-installable",
      said("Failed to query available provider packages", "could not connect to the registry: no such host"),
    ],
    [
      "variable-missing",
      said("No value for required variable", 'The root module input variable "slack_token" is not set'),
    ],
    ["plan-stale", said("Saved plan is stale", "The given plan file can no longer be applied")],
    [
      "api-unreachable",
      said("Kubernetes cluster unreachable", 'Get "https://10.0.0.1/version": dial tcp: i/o timeout'),
    ],
    ["api-unreachable", said("plugin error", "[GET /folders/{folder_uid}][500] getFolderByUidInternalServerError")],
    ["api-unreachable", said("plugin error", "[GET /folders/{folder_uid}][404] getFolderByUidNotFound")],
    ["api-unreachable", said("plugin error", "invalid character '<' looking for beginning of value")],
    [
      "api-unreachable",
      said(
        "installation failed",
        'Kubernetes cluster unreachable: Get "https://10.0.0.1/version": context deadline exceeded',
      ),
    ],
    [
      "release-not-ready",
      said(
        "installation failed",
        "release kps failed, and has been uninstalled due to atomic being set: context deadline exceeded",
      ),
    ],
    [
      "release-not-ready",
      said(
        "Error upgrading chart",
        "Upgrade failed: release kps failed, and has been rolled back due to atomic being set: context deadline exceeded",
      ),
    ],
    ["release-not-ready", said("Helm release error", "context deadline exceeded")],
    [
      "release-not-ready",
      said("Helm release error", "failed pre-install: 1 error occurred:\n\t* timed out waiting for the condition\n\n"),
    ],
    ["state-locked", said("Error acquiring the state lock", lock)],
    [
      "credentials-refused",
      said("Error acquiring the state lock", "operation error S3: PutObject, StatusCode: 403, AccessDenied"),
    ],
    ["credentials-expired", said("Error acquiring the state lock", "StatusCode: 400, api error ExpiredToken: a")],
    ["api-unreachable", said("Error acquiring the state lock", "StatusCode: 503, api error SlowDown: a")],
    ["api-unreachable", said("Error acquiring the state lock", "dial tcp: lookup s3.example.com: no such host")],
    ["state-missing", said("Error acquiring the state lock", "StatusCode: 404, api error NoSuchBucket: a")],
    ["credentials-missing", said("Error", "failed to get shared config profile, staging")],
    ["credentials-missing", said("CredentialsProviderError", "Could not resolve credentials using profile: [staging]")],
    ["credentials-expired", said("TokenProviderError", "The SSO session token is invalid")],
    ["interrupted", said("execution halted")],
    ["interrupted", said("Failed to install provider", "Provider installation was canceled by an interrupt signal.")],
    ["failed", said("Invalid index", "The given key does not identify an element in this collection value.")],
    ["api-unreachable", said("Unexpected status code from server: got HTTP 503", "{}")],
    ["api-unreachable", said("unable to get a role", 'Failed with: {"error":{"type":"a"},"status":429}')],
    ["api-unreachable", said("could not download chart", "failed to fetch https://example.com/a.tgz : 404 Not Found")],
    ["api-unreachable", said("Error refreshing state", "https response error StatusCode: 500, RequestID: 7")],
    ["api-unreachable", said("plugin error", "status: 504, body: HTTP 400")],
    ["credentials-refused", said("unable to put a role", "[401 Unauthorized] {}")],
    ["credentials-refused", said("plugin error", 'exit status 1: {"status_code":403}')],
    ["api-unreachable", said("plugin error", "HTTP error 502")],
    ["api-unreachable", said("plugin error", "the status code is 503")],
  ])("is %s, by the words of whoever refused", (failure, diagnostic) => {
    expect(failureOf(diagnostic)).toBe(failure);
  });

  it.each([
    '[PUT /v1/provisioning/alert-rules][400] putAlertRuleBadRequest "95 % within 500 ms", "HTTP 503"',
    "Limit of total fields [500] has been exceeded",
    "on cdk.tf.json line 404, in resource.grafana_rule_group.a:",
    "429 alert rules is more than the quota",
    "Pod a-403 in cluster 502",
    "exit status 404",
  ])("takes no number for a status that is none: %s", (detail) => {
    expect(failureOf(said("plugin error", detail))).toBe("failed");
  });

  it("has the exit code of what needs doing first, and a finding for each", () => {
    const both = refusalOf("staging/platform", [
      { ...said("plugin error", "connection refused"), address: "helm_release.elk" },
      said("ExpiredToken"),
      said("Invalid index"),
    ]);
    expect(both.exitCode).toBe(exitCodes["credentials-expired"]);
    expect(both.findings.map(({ id, where }) => [id, where])).toEqual([
      ["api-unreachable", "staging/platform › helm_release.elk"],
      ["credentials-expired", "staging/platform"],
      ["terraform-failed", "staging/platform"],
    ]);
  });

  it("is, of a lock, who holds it, since when and for what; and what breaking it may cost", () => {
    const [finding] = refusalOf("staging/platform", [said("Error acquiring the state lock", lock)]).findings;
    expect(finding?.what).toBe("ada@build-7 holds the lock of the state since 2026-11-28 09:12:44 UTC (apply).");
    expect(finding?.fix).toContain("terraform force-unlock f2a7e2d4-3b1c-9d0e-5f6a-7b8c9d0e1f2a");
    expect(finding?.fix).toContain("loses what that run makes");
  });

  it("is told in a few lines that no terminal obeys, without the password of an address", () => {
    const text = plain(
      `\u001b[31mGet "https://ada:hush@example.com/a": refused\u001b[0m\u0007\n\n${"more\n".repeat(20)}`,
    );
    expect(text).toBe(`Get "https://…@example.com/a": refused\n${"more\n".repeat(5).trim()}`);
    expect(plain(`${"a".repeat(598)}😀${"b".repeat(10)}`)).toBe(`${"a".repeat(598)}…`);
  });
});

describe("a line that Terraform says", () => {
  it("is read as JSON, and as text where it is none", () => {
    expect(
      messageIn('{"type":"apply_start","@message":"a.b: Creating...","hook":{"resource":{"addr":"a.b"}}}'),
    ).toEqual({
      type: "apply_start",
      text: "a.b: Creating...",
      address: "a.b",
    });
    expect(messageIn("{ no JSON")).toEqual({ type: "text", text: "{ no JSON" });
    expect(messageIn("  ")).toBeUndefined();
  });

  it("is an error only if it says so; a command that failed without one is told by all of its text", () => {
    const warning = messageIn('{"type":"diagnostic","diagnostic":{"severity":"warning","summary":"old"}}');
    const text = messageIn("panic: runtime error");
    expect(errorsIn([warning, text].flatMap((message) => message ?? []))).toEqual([
      { severity: "error", summary: "Terraform failed", detail: "panic: runtime error" },
    ]);
  });
});

describe("an apply that stopped in the middle", () => {
  it("says what was applied, what failed, what was not begun, and why, in one exit code", () => {
    const change = (address: string) => ({ address, change: { actions: ["create" as const] } });
    const stopped = incomplete({
      where: "staging/platform",
      messages: [
        { type: "apply_complete", text: "", address: "a.one" },
        { type: "apply_errored", text: "", address: "a.two" },
      ],
      summary: summaryOf({ resource_changes: ["a.one", "a.two", "a.three", "a.four"].map(change) }),
      before: ["ground"],
      afterwards: ["monitoring"],
      refusal: refusalOf("staging/platform", [said("plugin error", "connection refused")]),
    });
    expect(stopped.exitCode).toBe(exitCodes["apply-incomplete"]);
    expect(stopped.findings.map(({ id }) => id)).toEqual(["apply-incomplete", "api-unreachable"]);
    expect(stopped.findings[0]?.what).toBe(
      "applied: 1, a.one\nfailed: 1, a.two\nnot begun, or not heard of: 2, a.four, a.three\nstacks applied before: ground\nstacks not begun: monitoring",
    );
  });
});
