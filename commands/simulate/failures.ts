import { tmpdir } from "node:os";
import type { Finding } from "../../findings/finding";
import { error, errorUnless } from "../../findings/finding";
import type { SampledSeries } from "../../simulation/samples";
import { bytesText } from "../../units/text";

/** On disk: a sample with all that rules make of it, and Prometheus without any. */
const bytesPerSample = 40;
const leastBytes = 2 ** 24;

const bytesOf = (series: readonly SampledSeries[]): number =>
  leastBytes + bytesPerSample * series.reduce((sum, { at }) => sum + at.length, 0);

/** A finding if there is too little room where temporary files go. @param free as `statfs` tells it */
export function checkRoom(
  series: readonly SampledSeries[],
  free: { readonly bavail: number; readonly bsize: number },
): Finding[] {
  return errorUnless(bytesOf(series) <= free.bavail * free.bsize, diskFull(series));
}

const diskFull = (series: readonly SampledSeries[]) => ({
  id: "disk-full",
  where: tmpdir(),
  what: `there is less room than Prometheus needs for these series: about ${bytesText({ bytes: bytesOf(series) })}.`,
  why: "it would stop in the middle; whatever it had written is removed.",
  fix: "make room there, or name another folder: TMPDIR=/var/tmp npm run simulate",
});

/** What went wrong on the way, in the words of whoever failed. */
export function failureOf(failure: unknown, series: readonly SampledSeries[]): Finding {
  const text = failure instanceof Error ? failure.message : String(failure);
  if (/no space left on device|ENOSPC/i.test(text)) return error(diskFull(series));
  return error({
    id: "simulation-failed",
    where: "Prometheus",
    what: text,
    why: "a part of the answers would be no answer.",
    fix: "is something wrong with a rule? npm start finds most of it; or was Prometheus killed for want of memory?",
  });
}
