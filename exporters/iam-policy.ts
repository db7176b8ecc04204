import type { AwsAccess } from "../environments/access";

/**
 * Policy documents of IAM, as far as they are written here. Keys stand in alphabetical order, as in what is deployed.
 */

/** A service's prefix and one of its operations: `cloudwatch:GetMetricData`. */
export type IamAction = `${string}:${string}`;

export interface PolicyDocument {
  readonly Statement: readonly Statement[];
  readonly Version: "2012-10-17";
}

export interface Statement {
  readonly Action: readonly IamAction[] | "s3:*";
  readonly Condition?: Condition;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly AWS: string | readonly string[] } | { readonly Federated: string };
  readonly Resource?: string | readonly string[];
}

export interface Condition {
  readonly Bool?: Readonly<Record<string, string>>;
  /** Keys of a request, each with what it must be exactly; of several values, one of them. */
  readonly StringEquals?: Readonly<Record<string, string>>;
}

export const policy = (...Statement: readonly [Statement, ...Statement[]]): PolicyDocument => ({
  Statement,
  Version: "2012-10-17",
});

/** A statement by which whoever has it may do these things, with these resources. */
export const allow = (
  actions: readonly IamAction[],
  resource: string | readonly string[],
  condition?: Condition,
): Statement => ({
  Action: [...actions].sort(),
  ...(condition && { Condition: condition }),
  Effect: "Allow",
  Resource: resource,
});

/**
 * Actions that AWS allows for all resources or for none: its Service Authorization Reference names no resource types
 * for them (the pages of CloudWatch, of IAM, and of the Resource Group Tagging API).
 */
export const allOrNothing = [
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  "iam:ListAccountAliases",
  "tag:GetResources",
] as const satisfies readonly IamAction[];

/** A statement by which whoever has it may do these things, to whatever there is: no other answer is possible. */
export const allowAnywhere = (actions: readonly (typeof allOrNothing)[number][]): Statement => allow(actions, "*");

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Trust policy of a role that only the pods of one service account take, and only with a token that was made for AWS.
 */
export const trust = ({ accountId, oidcProvider }: AwsAccess, { namespace, name }: ServiceAccount): PolicyDocument =>
  policy({
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

/**
 * Policy of a bucket that nobody, whoever it is and whatever else allows it, reaches over a connection that is not
 * encrypted.
 */
export const onlyOverTls = (bucketArn: string): PolicyDocument =>
  policy({
    Action: "s3:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    Effect: "Deny",
    Principal: "*",
    Resource: [bucketArn, `${bucketArn}/*`],
  });
