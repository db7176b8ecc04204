import { durationFrom, durationText } from "../units/text";
import type { Change } from "./change";
import { changed } from "./context";
import type { Teller } from "./context";
import { differing } from "./tree";

/** What keeps something for a time or up to a size: all of what it says is about that. */
const attributesOf: Readonly<Record<string, readonly string[]>> = {
  elasticstack_elasticsearch_index_lifecycle: ["hot", "warm", "cold", "frozen", "delete"],
  elasticstack_elasticsearch_snapshot_lifecycle: ["expire_after", "max_count", "min_count", "schedule", "indices"],
  aws_s3_bucket_lifecycle_configuration: ["rule"],
};

export const keeps = (type: string): boolean => type in attributesOf;

export const retentionChanges: Teller = ({ type, name, before, after, of }) => {
  const attributes = attributesOf[type] ?? [];
  const only = (block: object) => Object.fromEntries(Object.entries(block).filter(([key]) => attributes.includes(key)));
  return {
    attributes,
    changes: differing(only(before), only(after)).map((leaf): Change => {
      const lessKept = endsLife.test(leaf.path) && isShorter(leaf.before, leaf.after);
      return changed(
        {
          section: "retention",
          subject: `${words[type] ?? type} ${name}`,
          what: named[leaf.path] ?? leaf.path,
          ...(lessKept && { flags: ["kept-shorter"] }),
          ...(of && { of: of.name }),
        },
        told(leaf.before),
        told(leaf.after),
      );
    }),
  };
};

/** Durations as people read them. */
const told = (value: unknown): unknown =>
  typeof value === "string" && /^\d+(ms|[smhd])$/.test(value) ? durationText(durationFrom(value)) : value;

const words: Readonly<Record<string, string>> = {
  elasticstack_elasticsearch_index_lifecycle: "lifecycle",
  elasticstack_elasticsearch_snapshot_lifecycle: "snapshots",
  aws_s3_bucket_lifecycle_configuration: "lifecycle of the bucket",
};

const named: Readonly<Record<string, string>> = {
  "delete.min_age": "deleted after",
  "warm.min_age": "moved to warm nodes after",
  "hot.rollover.max_age": "new index after",
  "hot.rollover.max_primary_shard_size": "new index from",
  expire_after: "deleted after",
  max_count: "at most",
  min_count: "at least",
};

/** Paths at which what was kept is deleted. */
const endsLife = /^delete\.min_age$|^expire_after$|^max_count$|^min_count$|expiration.*days$/;

/** Whether less is kept than before: by a duration, a size, a count; or by a limit where there was none. */
export function isShorter(before: unknown, after: unknown): boolean {
  if (after === undefined) return false;
  if (before === undefined) return true;
  return amount(after) < amount(before);
}

function amount(value: unknown): number {
  const text = String(value);
  const size = /^([\d.]+)\s*([kmgtp])i?b?$/i.exec(text);
  if (size && !/^[\d.]+m$/.test(text))
    return Number(size[1]) * 1024 ** (1 + "kmgtp".indexOf((size[2] ?? "").toLowerCase()));
  return /^[\d.]+$/.test(text) ? Number(text) : durationFrom(text).milliseconds;
}
