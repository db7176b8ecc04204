import type { EngineName } from "../../../engines/pins";
import { enginePath } from "../../../engines/engine-path";
import type { Guarded, GuardedFolder } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback } from "../../../engines/run/process";
import type { Tree } from "./tree";
import { isBranch } from "./tree";

export interface Exporter extends Program, Guarded {
  /** A scrape target: `127.0.0.1:41235`. */
  readonly address: string;
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  /** What it serves now. @param path with its query, default "/metrics" */
  metrics(path?: string): Promise<string>;
}

/** Files that a pod has mounted, by their paths there: where the configuration names one, a copy is used. */
export type MountedFiles = Readonly<Record<string, string>>;

export interface ExporterProps {
  readonly engine: EngineName;
  readonly arguments: (address: string, folder: GuardedFolder) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers without measuring anything. */
  readonly readyPath: string;
}

export function startExporter(props: ExporterProps): Promise<Exporter> {
  return inGuardedFolder(props.engine, async (folder) => {
    const [port = 0] = await freePorts(1);
    const address = `${loopback}:${port}`;
    const url = `http://${address}`;
    const program = await folder.run({
      command: enginePath(props.engine),
      arguments: props.arguments(address, folder),
      environment: { ...props.environment },
      ready: url + props.readyPath,
    });
    const metrics = async (path = "/metrics") => (await fetch(url + path)).text();
    return { ...program, address, url, metrics };
  });
}

/** Writes a configuration file, its mounted files beside it. Returns its path. */
export function writeConfig(folder: GuardedFolder, config: Tree, files: MountedFiles = {}): string {
  const copies = Object.entries(files).map(
    ([path, content], index) => [path, folder.write(`mounted-${index}`, content)] as const,
  );
  return folder.write("config.yml", withStrings(config, new Map(copies)));
}

function withStrings(tree: Tree, replaced: ReadonlyMap<string, string>): Tree {
  if (typeof tree === "string") return replaced.get(tree) ?? tree;
  if (Array.isArray(tree)) return tree.map((item: Tree) => withStrings(item, replaced));
  if (!isBranch(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withStrings(value, replaced)]));
}
