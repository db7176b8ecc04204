import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { runToEnd } from "../../../engines/run/process";

export const root = join(__dirname, "../../..");

type Versions = Readonly<Record<string, string>>;

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly dependencies: Versions };

/** What main.ts is made of: files of this repository, and packages. */
function partsOfProgram(): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    bundle: true,
    write: false,
    outdir: "none",
    platform: "node",
    packages: "external",
    metafile: true,
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  return {
    files: Object.keys(metafile.inputs),
    packages: [...new Set(imported.filter((path) => !path.startsWith("node:")).map(packageOf))].sort(),
  };
}

/** `@cdktf/provider-helm/lib/release` is a module of `@cdktf/provider-helm`. */
const packageOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");

/** Packages of this repository, generated: they are copied, not installed. */
const own = readdirSync(join(root, "packages"));
const isOwn = (name: string) => own.some((folder) => name === `@cdktf/${folder}`);

/**
 * A package.json with what main.ts needs to run, in the versions of this repository unless `changes` says otherwise.
 */
export function runtimeManifest(changes: { readonly dependencies: Versions; readonly overrides: Versions }): object {
  const needed = [...partsOfProgram().packages.filter((name) => !isOwn(name)), "tsx"];
  const dependencies = needed.map((name): [string, string] => {
    const version = manifest.dependencies[name];
    if (version === undefined) throw new Error(`main.ts imports ${name}, which is not among the dependencies.`);
    return [name, version];
  });
  return {
    private: true,
    dependencies: { ...Object.fromEntries(dependencies), ...changes.dependencies },
    overrides: changes.overrides,
  };
}

/** Read by the program, and no part of it. */
const runbooks = join("docs", "runbooks");

/** Copies the program into an empty folder, unchanged, on top of other packages. */
export function copyProgram(folder: string, nodeModules: string): void {
  const tops = new Set(partsOfProgram().files.map((file) => file.split("/")[0] ?? file));
  for (const top of [...tops, runbooks, "cdktf.json", "tsconfig.json"])
    cpSync(join(root, top), join(folder, top), { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  linkPackages(nodeModules, join(folder, "node_modules"));
  for (const name of own)
    for (const part of ["package.json", "lib"])
      cpSync(join(root, "packages", name, part), join(folder, "node_modules", "@cdktf", name, part), {
        recursive: true,
      });
}

/** What the compiler has against the program in `folder`: empty if nothing. */
export async function typeErrors(folder: string): Promise<string> {
  const types = join(folder, "node_modules", "@types");
  mkdirSync(types, { recursive: true });
  symlinkSync(join(root, "node_modules", "@types", "node"), join(types, "node"));
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  return (await runToEnd(process.execPath, [compiler, "--project", folder])).complaint;
}

/** Of a scope the packages are linked, so that others can stand beside them. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from).filter((entry) => !entry.startsWith(".")))
    if (name.startsWith("@")) linkPackages(join(from, name), join(to, name));
    else symlinkSync(join(from, name), join(to, name));
}

/** By the names of the stacks. */
export type SynthesizedStacks = Readonly<Record<string, SynthesizedStack>>;

export interface SynthesizedStack {
  readonly "//": { readonly metadata: { readonly version: string } };
  readonly [part: string]: unknown;
}

/** Runs the program in `folder`. */
export async function synthesized(folder: string, output: string): Promise<SynthesizedStacks> {
  const loader = require.resolve("tsx/cjs", { paths: [folder] });
  const args = ["-r", loader, join(folder, "main.ts"), "--environment", "local"];
  const { complaint } = await runToEnd(process.execPath, args, { CDKTF_OUTDIR: output });
  if (complaint) throw new Error(complaint);
  const stacks = join(output, "stacks");
  return Object.fromEntries(
    readdirSync(stacks).map((stack) => [
      stack,
      JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")) as SynthesizedStack,
    ]),
  );
}
