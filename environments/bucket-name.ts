import { clip } from "../findings/clip";

/**
 * Whether a text is a name by the "General purpose bucket naming rules" of Amazon S3, without dots: a certificate for
 * `*.s3.amazonaws.com` is none for `a.b.s3.amazonaws.com`.
 */
export const isBucketName = (text: string): boolean =>
  /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(text) &&
  !/^(xn--|sthree-|amzn-s3-demo-)/.test(text) &&
  !/(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(text);

/** What a finding says of a bucket's name that is none, and why. */
export const noBucketName = (bucket: string) => ({
  what: `"${clip(bucket)}" is no name of a bucket: 3 to 63 of a-z, 0-9 and inner hyphens.`,
  why: "AWS refuses it, but only when it is deployed; dots it allows, and no certificate is valid for them.",
});
