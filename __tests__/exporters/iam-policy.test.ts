import { describe, expect, it } from "@jest/globals";
import { allow, trust } from "../../exporters/iam-policy";

const aws = { accountId: "111111111111", region: "eu-central-1", oidcProvider: "tokens.example.com/id/1" };

const keysOf = (value: unknown): string[][] =>
  typeof value === "object" && value !== null
    ? [...(Array.isArray(value) ? [] : [Object.keys(value)]), ...Object.values(value).flatMap(keysOf)]
    : [];

describe("a policy", () => {
  it("allows actions, in alphabetical order, and nothing else", () => {
    expect(allow(["tag:GetResources", "cloudwatch:ListMetrics"])).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["cloudwatch:ListMetrics", "tag:GetResources"], Resource: "*" }],
    });
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
    const policies = [allow(["tag:GetResources"]), trust(aws, { namespace: "a", name: "b" })];
    for (const keys of keysOf(policies)) expect(keys).toEqual([...keys].sort());
  });
});
