/** Major, minor and patch. */
export type Version = readonly [number, number, number];

/** Versions from `from` on, up to but without `before`. */
export interface VersionRange {
  readonly from: string;
  readonly before: string;
}

/** The first version in a text such as `Terraform v1.11.4`, `v3.22` or `version "25"`; undefined if it names none. */
export function versionIn(text: string): Version | undefined {
  const match = /(?<![\w.])v?(\d+)\.(\d+)(?:\.(\d+))?|(?<=version ")(\d+)(?=")/.exec(text);
  return match ? [Number(match[1] ?? match[4]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : undefined;
}

export function inRange(version: Version, { from, before }: VersionRange): boolean {
  return compare(version, parsed(from)) >= 0 && compare(version, parsed(before)) < 0;
}

export const versionText = (version: Version): string => version.join(".");
export const rangeText = ({ from, before }: VersionRange): string => `≥ ${from} and < ${before}`;

function parsed(text: string): Version {
  const version = versionIn(text);
  if (!version) throw new Error(`${JSON.stringify(text)} is no version: write it as 1.2.3`);
  return version;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
