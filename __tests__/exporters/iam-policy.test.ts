import { describe, expect, it } from "@jest/globals";
import { allow, allowAnywhere, onlyOverTls, policy, trust } from "../../exporters/iam-policy";

const aws = { accountId: "111111111111", region: "eu-central-1", oidcProvider: "tokens.example.com/id/1" };

const keysOf = (value: unknown): string[][] =>
  typeof value === "object" && value !== null
    ? [...(Array.isArray(value) ? [] : [Object.keys(value)]), ...Object.values(value).flatMap(keysOf)]
    : [];

describe("a policy", () => {
  it("allows actions, in alphabetical order, and nothing else", () => {
    expect(policy(allowAnywhere(["tag:GetResources", "cloudwatch:ListMetrics"]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["cloudwatch:ListMetrics", "tag:GetResources"], Resource: "*" }],
    });
  });

  it("allows them on one resource where AWS can tell it from others", () => {
    expect(allow(["s3:GetObject"], "arn:aws:s3:::example/*")).toEqual({
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: "arn:aws:s3:::example/*",
    });
  });

  it("turns away everybody who comes to a bucket, or to an object of it, without TLS", () => {
    expect(onlyOverTls("arn:aws:s3:::example").Statement).toEqual([
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::example", "arn:aws:s3:::example/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("trusts the tokens of one service account, made for AWS", () => {
    expect(trust(aws, { namespace: "monitoring", name: "use-shop-media" })).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["sts:AssumeRoleWithWebIdentity"],
          Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/tokens.example.com/id/1" },
          Condition: {
            StringEquals: {
              "tokens.example.com/id/1:aud": "sts.amazonaws.com",
              "tokens.example.com/id/1:sub": "system:serviceaccount:monitoring:use-shop-media",
            },
          },
        },
      ],
    });
  });

  it("has its keys in alphabetical order", () => {
    const policies = [
      allow(["s3:GetObject"], "arn", { StringEquals: { a: "b" } }),
      allowAnywhere(["tag:GetResources"]),
      onlyOverTls("arn"),
      trust(aws, { namespace: "a", name: "b" }),
    ];
    for (const keys of keysOf(policies)) expect(keys).toEqual([...keys].sort());
  });
});
