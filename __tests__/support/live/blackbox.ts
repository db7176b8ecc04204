import type { Exporter, MountedFiles } from "./exporter";
import { startExporter, writeConfig } from "./exporter";
import type { Branch } from "./tree";

/**
 * Runs the real blackbox exporter with `{ modules: … }`. Ask it for `/probe?module=…&target=…`.
 *
 * @param environment added to that of the tests; `SSL_CERT_FILE` names the certificates it trusts
 */
export function startBlackbox(
  config: Branch,
  files: MountedFiles = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Exporter> {
  return startExporter({
    engine: "blackbox-exporter",
    environment,
    arguments: (address, folder) => [
      `--config.file=${writeConfig(folder, config, files)}`,
      `--web.listen-address=${address}`,
    ],
    readyPath: "/-/healthy",
  });
}
