import type { AwsAccess } from "../environments/access";

/** Policy documents of IAM, as far as they are written here. Keys stand in alphabetical order, as in what is deployed. */

/** A service's prefix and one of its operations: `cloudwatch:GetMetricData`. */
export type IamAction = `${string}:${string}`;

export interface PolicyDocument {
  readonly Statement: readonly Statement[];
  readonly Version: "2012-10-17";
}

export interface Statement {
  readonly Action: readonly IamAction[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
  readonly Effect: "Allow";
  readonly Principal?: { readonly Federated: string };
  readonly Resource?: "*";
}

const document = (...Statement: readonly Statement[]): PolicyDocument => ({ Statement, Version: "2012-10-17" });

/** Whoever has it may do these things. For actions that AWS does not restrict to a resource: it knows no other `*`. */
export const allow = (actions: readonly IamAction[]): PolicyDocument =>
  document({ Action: [...actions].sort(), Effect: "Allow", Resource: "*" });

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Only the pods of one service account, and only with a token that was made for AWS, become who trusts like this. */
export function trust({ accountId, oidcProvider }: AwsAccess, { namespace, name }: ServiceAccount): PolicyDocument {
  return document({
    Action: ["sts:AssumeRoleWithWebIdentity"],
    Condition: {
      StringEquals: {
        [`${oidcProvider}:aud`]: "sts.amazonaws.com",
        [`${oidcProvider}:sub`]: `system:serviceaccount:${namespace}:${name}`,
      },
    },
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${oidcProvider}` },
  });
}
