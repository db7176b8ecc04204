import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import { isAwsRegion } from "../model/aws-region";
import type { AwsAccess } from "./access";
import type { Environment } from "./environment";

/** Whether exporters can become somebody in AWS, and Terraform tell that it is in the right account. */
export const checkAws = ({ aws }: Environment): Finding[] => (aws ? within("aws", checkAwsAccess(aws)) : []);

/** Also for data that comes past the types: an account without quotes is a number, and has lost its leading zeros. */
const checkAwsAccess = ({ accountId, region, oidcProvider }: AwsAccess): Finding[] => [
  ...errorUnless(typeof accountId === "string" && /^\d{12}$/.test(accountId), {
    id: "aws-account-malformed",
    where: "accountId",
    what: `${JSON.stringify(accountId)} is no account of AWS: twelve digits, in quotes.`,
    why: "Terraform would refuse every account, and the exporters' role would be nobody's.",
    fix: "`aws sts get-caller-identity --query Account` knows it.",
  }),
  ...errorUnless(isAwsRegion(region), {
    id: "aws-region-malformed",
    where: "region",
    what: `${JSON.stringify(region)} is no region of AWS.`,
    why: "neither Terraform nor the exporters would find an address to talk to.",
    fix: 'region: "eu-central-1"',
  }),
  ...errorUnless(isIssuer(oidcProvider), {
    id: "oidc-provider-malformed",
    where: "oidcProvider",
    what: `${JSON.stringify(oidcProvider)} is not the issuer of tokens as IAM names it: a host and a path, without "https://" and without a slash at the end.`,
    why: "AWS takes any text for a role's trust; no token would ever match it, and the exporters would be turned away.",
    fix: "`aws eks describe-cluster --name <cluster> --query cluster.identity.oidc.issuer` prints it; leave out https://.",
  }),
];

const isIssuer = (text: unknown) => typeof text === "string" && /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.-]+)*$/i.test(text);
