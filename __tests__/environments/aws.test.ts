import { describe, expect, it } from "@jest/globals";
import type { AwsAccess } from "../../environments/access";
import { checkAccess } from "../../environments/check-access";
import { local } from "../../environments/local";
import { staging } from "../../environments/staging";
import { system } from "../../system";

/** Of the fields of `aws`: whether exporters reach the rest is not asked here. */
const findings = (changes: Readonly<Record<string, unknown>>) =>
  checkAccess({ ...staging, aws: { ...staging.aws, ...changes } as AwsAccess }, system).filter(({ where }) =>
    where.startsWith("staging.aws"),
  );
const places = (changes: Readonly<Record<string, unknown>>) =>
  findings(changes).map(({ id, where }) => `${id} at ${where}`);

describe("an environment's AWS", () => {
  it("is fine in staging, and need not be there", () => {
    expect(findings({})).toEqual([]);
    expect(checkAccess(local, system).filter(({ where }) => where.startsWith("local.aws"))).toEqual([]);
  });

  it.each(["", "1111", "1111-1111-1111", "1111111111111", "example", 111_111_111_111, undefined])(
    "is an account of twelve digits: %p is none",
    (accountId) => {
      expect(places({ accountId })).toEqual(["aws-account-malformed at staging.aws.accountId"]);
    },
  );

  it.each(["", "Frankfurt", "eu-central", "cn-north-1", undefined])("is in a region: %p is none", (region) => {
    expect(places({ region })).toEqual(["aws-region-malformed at staging.aws.region"]);
  });

  it.each([
    "",
    "https://oidc.eks.eu-central-1.amazonaws.com/id/1111",
    "oidc.eks.eu-central-1.amazonaws.com/id/1111/",
    "oidc",
    "oidc.eks.eu-central-1.amazonaws.com/id/11 11",
    "oidc.eks.eu-central-1.amazonaws.com//id",
    undefined,
  ])("trusts an issuer as IAM names it: %p is none", (oidcProvider) => {
    expect(places({ oidcProvider })).toEqual(["oidc-provider-malformed at staging.aws.oidcProvider"]);
  });

  it("trusts issuers of other clusters than Amazon's too", () => {
    expect(findings({ oidcProvider: "s3.eu-central-1.amazonaws.com/example-oidc" })).toEqual([]);
    expect(findings({ oidcProvider: "tokens.example.com" })).toEqual([]);
  });

  it("is told with file, reason and remedy", () => {
    expect(findings({ oidcProvider: "https://tokens.example.com" })).toMatchObject([
      {
        source: "environments/staging.ts",
        what: expect.stringContaining('"https://tokens.example.com" is not the issuer') as unknown,
        why: expect.stringContaining("no token would ever match") as unknown,
        fix: expect.stringContaining("leave out https://") as unknown,
      },
    ]);
  });
});
