import type { Exporter, MountedFiles } from "./exporter";
import { startExporter, writeConfig } from "./exporter";
import type { Branch } from "./tree";

/**
 * Runs the real JSON exporter with `{ modules: … }`. Ask it for
 * `/probe?module=…&target=http://…`; `files` are those that the configuration names, passwords for example.
 */
export function startJsonExporter(config: Branch, files: MountedFiles = {}): Promise<Exporter> {
  return startExporter({
    engine: "json-exporter",
    arguments: (address, folder) => [
      `--config.file=${writeConfig(folder, config, files)}`,
      `--web.listen-address=${address}`,
    ],
    readyPath: "/metrics",
  });
}
