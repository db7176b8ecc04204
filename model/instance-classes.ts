import { nearest } from "../findings/nearest";
import type { Bytes } from "../units/quantities";
import { gibibytes } from "../units/quantities";

/**
 * How much memory the instance classes of Amazon RDS have: user guide, "Hardware specifications for DB instance
 * classes". Within a family it grows with the size, so the table is what `large` has and the sizes there are. The
 * eighth generation is missing on purpose: for `db.m8g` that page contradicts itself. `Database.memory` states it.
 */
interface Family {
  /** GiB of the size `large`. */
  readonly large: number;
  readonly sizes: readonly string[];
}

const upTo16 = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const upTo24 = [...upTo16, "24xlarge"];
const upTo32 = [...upTo24, "32xlarge"];
const upTo48 = [...upTo24, "48xlarge"];
const burstable = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];

const families: Readonly<Record<string, Family>> = {
  t3: { large: 8, sizes: burstable },
  t4g: { large: 8, sizes: burstable },
  m5: { large: 8, sizes: upTo24 },
  m6g: { large: 8, sizes: upTo16 },
  m6i: { large: 8, sizes: upTo32 },
  m7g: { large: 8, sizes: upTo16 },
  m7i: { large: 8, sizes: upTo48 },
  r5: { large: 16, sizes: upTo24 },
  r6g: { large: 16, sizes: upTo16 },
  r6i: { large: 16, sizes: upTo32 },
  r7g: { large: 16, sizes: upTo16 },
  r7i: { large: 16, sizes: upTo48 },
  x2g: { large: 32, sizes: upTo16 },
};

/** A size as a multiple of `large`. */
function multiple(size: string): number {
  const smaller = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1 }[size];
  return smaller ?? 2 * (Number.parseInt(size) || 1);
}

const memoryByClass: ReadonlyMap<string, Bytes> = new Map(
  Object.entries(families).flatMap(([family, { large, sizes }]) =>
    sizes.map((size) => [`db.${family}.${size}`, gibibytes(large * multiple(size))] as const),
  ),
);

/** Memory of an instance class of RDS; undefined for a class that is not in the table. */
export const memoryOfClass = (instanceClass: string): Bytes | undefined => memoryByClass.get(instanceClass);

/** The class of the table that a typing error most likely meant. */
export const nearestClass = (instanceClass: string): string | undefined => nearest(instanceClass, memoryByClass.keys());
