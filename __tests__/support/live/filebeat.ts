import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Duration } from "../../../units/quantities";
import { milliseconds, seconds } from "../../../units/quantities";
import { promDuration } from "../../../units/text";
import { enginePath } from "../../../engines/engine-path";
import type { Guarded } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Json } from "./opensearch";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback, pause } from "../../../engines/run/process";
import type { Branch, Tree } from "./tree";
import { isBranch } from "./tree";

export interface FilebeatProps {
  /**
   * As in filebeat.yml, where it reads below `/var/log`: that is a folder of the test's here. Its outputs are left out:
   * what it would send is kept.
   */
  readonly config: Branch;
  /** Logs that are there when it starts, by their paths: it reads them at once. @default none */
  readonly logs?: Readonly<Record<string, string>>;
  /** Variables that the configuration names. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Filebeat extends Program, Guarded {
  /**
   * Adds to a log, or begins one: that is found as soon as the configuration looks again, every ten seconds if it does
   * not say. @param path `/var/log/containers/api.log`
   */
  append(path: string, text: string): void;
  /**
   * What it would have sent so far, in order. @param atLeast waits for so many
   * @throws if they do not come in time, with its last lines
   */
  events(atLeast: number, within?: Duration): Promise<readonly Json[]>;
}

/**
 * Runs the real Filebeat. Where it tells logs apart by their first kilobyte, it does not read those that are shorter.
 */
export function startFilebeat({ config, logs = {}, environment = {} }: FilebeatProps): Promise<Filebeat> {
  return inGuardedFolder("filebeat", async (folder) => {
    const [port = 0] = await freePorts(1);
    const logFolder = join(folder.path, "var/log");
    const append = (path: string, text: string) => {
      const target = path.replace(/^\/var\/log/, logFolder);
      mkdirSync(dirname(target), { recursive: true });
      appendFileSync(target, text);
    };
    for (const [path, text] of Object.entries(logs)) append(path, text);
    const file = folder.write("filebeat.yml", {
      ...withLogsIn(withoutOutputs(config), logFolder),
      "output.file": { path: folder.path, filename: "events", rotate_every_kb: 1024 ** 2 },
      "http.enabled": true,
      "http.host": loopback,
      "http.port": port,
    });
    const program = await folder.run({
      command: enginePath("filebeat"),
      arguments: ["-c", file, "-e", "--strict.perms=false", "--path.home", join(folder.path, "home")],
      environment,
      ready: `http://${loopback}:${port}/`,
    });
    return {
      ...program,
      append,
      events: async (atLeast, within = seconds(20)) => {
        const deadline = Date.now() + within.milliseconds;
        for (;;) {
          const events = eventsIn(join(folder.path, "events"));
          if (events.length >= atLeast) return events;
          if (Date.now() > deadline) {
            const last = program.log().trimEnd().split("\n").slice(-10).join("\n");
            throw new Error(
              `${events.length} events of ${atLeast} within ${promDuration(within)}. Its last lines:\n${last}`,
            );
          }
          await pause(milliseconds(100));
        }
      },
    };
  });
}

/** The last line may be in the making. */
const eventsIn = (file: string): readonly Json[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Json)
    : [];

const withoutOutputs = (config: Branch): Branch =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !/^(output|setup)(\.|$)/.test(key)));

function withLogsIn<Part extends Tree>(tree: Part, folder: string): Part;
function withLogsIn(tree: Tree, folder: string): Tree {
  if (typeof tree === "string") return tree.replace(/^\/var\/log(?=\/|$)/, folder);
  if (Array.isArray(tree)) return tree.map((item: Tree) => withLogsIn(item, folder));
  if (!isBranch(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withLogsIn(value, folder)]));
}
