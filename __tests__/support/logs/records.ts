import { recordStart } from "../../../logs/collect/record-start";

/** What a program wrote, as Filebeat reads it: a line that begins none belongs to the record before. */
export function recordsIn(output: string): string[] {
  const start = new RegExp(recordStart);
  return output
    .split("\n")
    .filter((line) => line !== "")
    .reduce<string[]>((records, line) => {
      const before = records.at(-1);
      if (before === undefined || start.test(line)) return [...records, line];
      return [...records.slice(0, -1), `${before}\n${line}`];
    }, []);
}
