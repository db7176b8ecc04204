import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TrimmedProvider } from "../../../scripts/trim-schema";
import { providerName } from "../../../scripts/trim-schema";
import { providers } from "../../../versions";

const folderOfSchemas = join(__dirname, "../../../schemas");
const neverStarted = "#!/bin/sh\necho 'Only to be installed; the tests run this provider themselves.' >&2\nexit 1\n";

export const committedSchemas = (): TrimmedProvider[] =>
  readdirSync(folderOfSchemas).map(
    (file) => JSON.parse(readFileSync(join(folderOfSchemas, file), "utf8")) as TrimmedProvider,
  );

/**
 * Writes a folder from which `terraform init` installs the providers, in the versions of versions.ts and no others, and
 * a configuration file for Terraform that names it. What gets installed is never started: the tests run the providers.
 * @returns the configuration file.
 */
export function writeMirror(
  folder: string,
  schemas: readonly TrimmedProvider[],
  host: string,
  platform: string,
): string {
  const versions: Readonly<Record<string, string>> = providers;
  for (const { source } of schemas) {
    const name = providerName(source);
    const version = versions[name];
    if (!version) throw new Error(`versions.ts names no version of the provider ${source}.`);
    const place = join(folder, "mirror", host, source, version, platform);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `terraform-provider-${name}_v${version}`), neverStarted, { mode: 0o755 });
  }
  const config = join(folder, "terraform.rc");
  const path = JSON.stringify(join(folder, "mirror"));
  writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
  return config;
}
