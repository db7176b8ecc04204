import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { emptyFolder } from "../folder";

const root = join(__dirname, "..", "..", "..");

/** Writes an output of one resource, as a synth does; the value is what people edit. */
const start = `
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const value = readFileSync("value", "utf8").trim();
if (value === "broken") { console.error("error  value-broken"); process.exit(1); }
const out = process.env.CDKTF_OUTDIR;
mkdirSync(out, { recursive: true });
const write = (name, content) => writeFileSync(out + "/" + name, JSON.stringify(content));
write("manifest.json", { stacks: { platform: { synthesizedStackPath: "platform.json" } } });
write("platform.json", { "//": { metadata: { stackName: "platform" } }, resource: { helm_release: { kps: { timeout: value } } } });
if (value !== "undescribed") write("description.json", { environment: process.argv[3], things: [], units: {} });
`;

export interface SmallProject {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (name: string, text: string) => void;
}

/** A project in a repository of its own, with what it needs to be synthesized. */
export function smallProject(): SmallProject {
  const folder = emptyFolder("project");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write("package.json", JSON.stringify({ name: "project", version: "1.0.0", scripts: { start: "node start.js" } }));
  write("package-lock.json", JSON.stringify({ name: "project", version: "1.0.0", lockfileVersion: 3, packages: {} }));
  write("environments/index.js", 'exports.environmentNames = ["local"];');
  write("start.js", start);
  write("value", "900");
  write(".gitignore", "node_modules\n");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message=first");
  return { folder, git, write };
}
