import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { enginePath } from "../../../engines/engine-path";
import { runToEnd } from "../../../engines/run/process";
import { temporaryFolder } from "../../../engines/run/temporary-folder";

/** Installed through Go, Helm believes in a Kubernetes of long ago unless it is told. */
const kubeVersion = "1.33.0";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

/** What the real Helm makes of a chart. @throws with Helm's words if it refuses */
export async function helmTemplate(chart: string, release: string, values: unknown): Promise<KubernetesObject[]> {
  const folder = temporaryFolder("helm");
  try {
    const file = folder.write("values.json", values);
    const args = [
      "template",
      release,
      chart,
      "--namespace",
      "monitoring",
      "--kube-version",
      kubeVersion,
      "--values",
      file,
    ];
    const { output, complaint } = await runToEnd(enginePath("helm"), args);
    if (complaint) throw new Error(complaint);
    return parseAllDocuments(output).map((document) => document.toJS() as KubernetesObject);
  } finally {
    folder.remove();
  }
}

/** What `helm lint` has against a chart: empty if nothing. */
export const helmLint = async (chart: string): Promise<string> =>
  (await runToEnd(enginePath("helm"), ["lint", "--strict", "--kube-version", kubeVersion, chart])).complaint;

/**
 * What kubeconform has against objects, strictly: unknown fields and kinds without a schema included. Empty if nothing.
 */
export async function kubeconform(objects: readonly unknown[]): Promise<string> {
  const folder = temporaryFolder("kubeconform");
  try {
    const file = join(folder.path, "objects.yaml");
    writeFileSync(file, objects.map((object) => stringify(object)).join("---\n"));
    const schemas = join(
      __dirname,
      "..",
      "..",
      "schemas",
      "{{ .ResourceKind }}-{{ .Group }}-{{ .ResourceAPIVersion }}.json",
    );
    return (await runToEnd(enginePath("kubeconform"), ["-strict", "-schema-location", schemas, file])).complaint;
  } finally {
    folder.remove();
  }
}
