/**
 * What `npm run benchmark:diff` takes, by a yardstick that every machine brings along: reading the two outputs. Its bar
 * of 3 s is one of a machine's clock, which a busy machine or one of another year cannot be held to.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { minutes } from "../../units/quantities";

const root = join(__dirname, "..", "..");

/** @returns what it says, whether its own clock kept the bar or not */
const benchmark = (): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, ["-r", "tsx/cjs", "scripts/benchmark-diff.ts"], { cwd: root }, (error, said, told) => {
      if (said === "") reject(new Error(told, { cause: error }));
      else resolve(said);
    });
  });

it(
  "tells what a change means to 300 services in three and a half times of what reading them takes",
  async () => {
    const said = await benchmark();
    const [, services, changes, worked, toRead] =
      /^(\d+) services: (\d+) changes, .*; ([\d.]+) s of CPU, of which reading ([\d.]+) s$/m.exec(said) ?? [];
    expect(services).toBe("300");
    // Other objectives, another retention, a service more.
    expect(Number(changes)).toBeGreaterThanOrEqual(3);
    // Measured: 2.8 to 3.0 times, alone or beside others; 3 s are 3.5 times where they are read in 0.85 s.
    expect(Number(worked) / Number(toRead)).toBeLessThan(3.5);
    // And whatever the machine: twice the bar, in seconds of a processor.
    expect(Number(worked)).toBeLessThan(6);
  },
  minutes(3).milliseconds,
);
