import type { Bytes, Cores, Duration, Percent } from "./quantities";
import { round } from "./quantities";

const day = 86_400_000;

const steps = [
  ["d", day],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** A duration as Prometheus spells it: `1d`, `1h30m`, `500ms`; years and weeks only where nothing is left over. */
export function promDuration(duration: Duration): string {
  let rest = duration.milliseconds;
  const whole = [["y", 365 * day] as const, ["w", 7 * day] as const].find(
    ([, size]) => rest !== 0 && rest % size === 0,
  );
  if (whole) return `${rest / whole[1]}${whole[0]}`;
  const parts = steps.map(([unit, size]) => {
    const count = Math.trunc(rest / size);
    rest -= count * size;
    return count === 0 ? "" : `${count}${unit}`;
  });
  return parts.join("") || "0s";
}

/** Duration read from what {@link promDuration} and {@link goDuration} write. */
export const durationFrom = (text: string): Duration => ({
  milliseconds: [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[ywdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (sizes[unit ?? ""] ?? 0),
    0,
  ),
});

const sizes: Readonly<Record<string, number>> = { ...Object.fromEntries(steps), y: 365 * day, w: 7 * day };

/** A duration as Go's `time.ParseDuration` reads it, and Terraform's providers with it: hours are the largest unit. */
export const goDuration = (duration: Duration): string => inLargest(steps.slice(1), duration);

function inLargest(from: readonly (readonly [string, number])[], { milliseconds }: Duration): string {
  const step = from.find(([, size]) => Math.abs(milliseconds) >= size && milliseconds % size === 0);
  if (milliseconds === 0) return "0s";
  return step ? `${milliseconds / step[1]}${step[0]}` : `${milliseconds}ms`;
}

/** A duration as Elasticsearch reads it, one number and one unit: `7d`, `36h`. */
export const elasticsearchDuration = (duration: Duration): string => inLargest(steps, duration);

/** A duration for people, with one decimal at most: `500 ms`, `2.5 s`, `2 min`. */
export function durationText({ milliseconds }: Duration): string {
  const [unit, size] = steps.find(([, size]) => milliseconds >= size && (milliseconds * 10) % size === 0) ?? ["ms", 1];
  return `${milliseconds / size} ${unit === "m" ? "min" : unit}`;
}

/** A duration for people, as {@link durationText}, also of what was before: `-2 h`. */
export const signedDurationText = ({ milliseconds }: Duration): string =>
  (milliseconds < 0 ? "-" : "") + durationText({ milliseconds: Math.abs(milliseconds) });

/** A wait as people compare it: in minutes, and from two hours on in hours. */
export function minutesOrHours({ milliseconds }: Duration): { readonly count: number; readonly unit: "min" | "h" } {
  const [minute, hour] = [60_000, 3_600_000];
  return milliseconds < 2 * hour
    ? { count: milliseconds / minute, unit: "min" }
    : { count: milliseconds / hour, unit: "h" };
}

/** A percentage for people: `99.9 %`. */
export const percentText = ({ percent }: Percent): string => `${round(percent)} %`;

/** A number of bytes for people, in powers of 1024 and with three digits: `1.5 GiB`. */
export function bytesText({ bytes }: Bytes): string {
  const [size, unit] = byteSizes.find(([size]) => Math.abs(bytes) >= size) ?? [1, "B"];
  return `${Number((bytes / size).toPrecision(3))} ${unit}`;
}

const byteSizes = (["TiB", "GiB", "MiB", "KiB"] as const).map((unit, at) => [1024 ** (4 - at), unit] as const);

/** A number of bytes as Elasticsearch reads it, whose `gb` is 1024³: `50gb`, `512mb`. */
export function elasticsearchBytes({ bytes }: Bytes): string {
  const [size, unit] = byteSizes.find(([size]) => bytes >= size && bytes % size === 0) ?? [1, "B"];
  return `${bytes / size}${unit.replace("i", "").toLowerCase()}`;
}

/** A number of bytes as Kubernetes writes it: `512Mi`, `50Gi`. */
export function kubernetesBytes({ bytes }: Bytes): string {
  const gibi = 2 ** 30;
  return bytes % gibi === 0 ? `${bytes / gibi}Gi` : `${Math.round(bytes / 2 ** 20)}Mi`;
}

/** A number of cores as Kubernetes writes CPU: `250m`, `2`. */
export const kubernetesCores = ({ cores }: Cores): string =>
  Number.isInteger(cores) ? `${cores}` : `${Math.round(cores * 1000)}m`;
