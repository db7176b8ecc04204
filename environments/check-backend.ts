import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { isBucketName, noBucketName } from "./bucket-name";
import type { Environment } from "./environment";

/** Whether Terraform will find its state again, and nobody else's. */
export function checkBackend({ backend, aws }: Environment): Finding[] {
  if (backend.kind === "s3") return [...checkBucket(backend.bucket), ...(aws ? [] : [withoutAccount])];
  return errorUnless(!/^([/~]|[A-Za-z]:)/.test(backend.directory), {
    id: "state-path-absolute",
    where: "directory",
    what: `"${backend.directory}" is an absolute path.`,
    why: "it differs from machine to machine, and so would the synthesized output.",
    fix: 'directory: "../../.." (the repository\'s root, seen from cdktf.out/stacks/<stack>)',
  });
}

function checkBucket(bucket: string): Finding[] {
  if (bucket.trim() === "")
    return [
      error({
        id: "state-without-address",
        where: "bucket",
        what: "it is blank.",
        why: "Terraform could not find the state again and would create everything a second time.",
        fix: "name a bucket that is this environment's own.",
      }),
    ];
  return errorUnless(isBucketName(bucket), {
    id: "state-bucket-malformed",
    where: "bucket",
    ...noBucketName(bucket),
    fix: 'bucket: "example-shop-staging-monitoring-state"',
  });
}

const withoutAccount = error({
  id: "state-without-account",
  where: "",
  what: "the state is to be kept in S3, in an environment without AWS.",
  why: "there is no account to make the bucket in, and none whose credentials Terraform could tell from another's.",
  fix: 'state `aws`, or keep the state in a file: backend: { kind: "local", directory: "../../.." }',
});
