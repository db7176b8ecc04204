import { join } from "node:path";
import { seconds } from "../../units/quantities";
import { promDuration } from "../../units/text";
import { enginePath } from "../engine-path";
import type { Guarded, GuardedFolder, GuardedProgramProps } from "./guarded-folder";
import { inGuardedFolder } from "./guarded-folder";
import type { Program } from "./process";
import { freePorts, loopback } from "./process";
import { spacious } from "./spacious";

export interface Prometheus extends Program {
  /** Address of the server: `http://127.0.0.1:41235`. */
  readonly url: string;
}

/**
 * Starts the real Prometheus on a free port, its storage in a temporary folder that goes with it. It scrapes nothing
 * and has no rules: it takes samples by remote write, and answers queries.
 */
export const startPrometheus = (): Promise<Prometheus & Guarded> =>
  inGuardedFolder("prometheus", (folder) => {
    // Of subqueries that name no step of their own.
    const config = { global: { evaluation_interval: promDuration(seconds(1)) } };
    return prometheusIn(folder, folder.write("prometheus.json", config), receiving);
  });

/**
 * Runs Prometheus in a folder that is there already.
 * @param besides what its command line and its environment have besides
 */
export async function prometheusIn(
  folder: GuardedFolder,
  configFile: string,
  besides: Pick<GuardedProgramProps, "arguments" | "environment">,
): Promise<Prometheus> {
  const [port = 0] = await freePorts(1);
  const address = `${loopback}:${port}`;
  const program = await folder.run({
    ...besides,
    command: enginePath("prometheus"),
    arguments: [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${storageIn(folder)}`,
      `--web.listen-address=${address}`,
      ...besides.arguments,
    ],
    ready: `http://${address}/-/ready`,
  });
  return { ...program, url: `http://${address}` };
}

export const storageIn = ({ path }: Pick<GuardedFolder, "path">): string => join(path, "data");

/**
 * Arguments and environment of a Prometheus that takes samples by remote write, of any age and in any order of their
 * series. What is older than the newest sample by half of its first block, it refuses: hidden options make that a year,
 * and nothing is ever compacted.
 */
export const receiving = {
  arguments: [
    "--web.enable-remote-write-receiver",
    "--storage.tsdb.min-block-duration=8760h",
    "--storage.tsdb.max-block-duration=8760h",
  ],
  environment: spacious,
} as const;
