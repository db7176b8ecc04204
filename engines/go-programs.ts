import { join } from "node:path";
import type { Install } from "./pin";

type Variables = Readonly<Record<string, string>>;

/**
 * `go install`, with the version set as the release's build sets it: without, the program cannot say which one it is.
 */
export function goInstall(
  module: string,
  { tags, variables }: { readonly tags?: string; readonly variables: Variables },
): Install {
  return {
    command: ["go", "install", ...(tags ? ["-tags", tags] : []), ...linked(variables), module],
    product: `bin/${programOf(module)}`,
    inputs: [],
  };
}

/**
 * A tool of the module in the folder `go/<name>`: for programs whose versions of libraries have to be ours, or of which
 * `go install …@version` wants to know more than the module proxy tells.
 */
export function goTool(name: string, tool: string, variables: Variables = {}): Install {
  const folder = join(__dirname, "go", name);
  return {
    command: ["go", "-C", folder, "install", ...linked(variables), tool],
    product: `bin/${programOf(tool)}`,
    inputs: [join(folder, "go.mod"), join(folder, "go.sum")],
  };
}

const programOf = (module: string): string => /([^/]+?)(@.*)?$/.exec(module)?.[1] ?? module;

function linked(variables: Variables): readonly string[] {
  const flags = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  return flags.length > 0 ? ["-ldflags", flags.join(" ")] : [];
}
