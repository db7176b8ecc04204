import type { AwsAccess } from "../environments/access";

/** Policy documents of IAM, as far as they are written here. Keys stand in alphabetical order, as in what is deployed. */

/** A service's prefix and one of its operations: `cloudwatch:GetMetricData`. */
export type IamAction = `${string}:${string}`;

export interface PolicyDocument {
  readonly Statement: readonly Statement[];
  readonly Version: "2012-10-17";
}

export interface Statement {
  readonly Action: readonly IamAction[] | "s3:*";
  readonly Condition?: {
    readonly Bool?: Readonly<Record<string, string>>;
    readonly StringEquals?: Readonly<Record<string, string>>;
  };
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Federated: string };
  readonly Resource?: string | readonly string[];
}

export const policy = (...Statement: readonly [Statement, ...Statement[]]): PolicyDocument => ({
  Statement,
  Version: "2012-10-17",
});

/**
 * Whoever has it may do these things.
 *
 * @param resource its ARN. @default all there are: the only answer for actions that AWS does not restrict to a resource
 */
export const allow = (actions: readonly IamAction[], resource = "*"): Statement => ({
  Action: [...actions].sort(),
  Effect: "Allow",
  Resource: resource,
});

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Only the pods of one service account, and only with a token that was made for AWS, become who trusts like this. */
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

/** Nobody, whoever it is and whatever else allows it, reaches a bucket over a connection that is not encrypted. */
export const onlyOverTls = (bucketArn: string): PolicyDocument =>
  policy({
    Action: "s3:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    Effect: "Deny",
    Principal: "*",
    Resource: [bucketArn, `${bucketArn}/*`],
  });
