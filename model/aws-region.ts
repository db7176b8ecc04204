/**
 * Whether a text is a region of AWS as most of the world uses it: the partitions of China and of the American
 * government have other ARNs.
 */
export const isAwsRegion = (text: unknown): boolean =>
  typeof text === "string" && /^(?!cn-)[a-z]{2}-[a-z]+-\d{1,2}$/.test(text);
