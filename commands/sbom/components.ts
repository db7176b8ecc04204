import { charts, elasticStack, images, providers } from "../../versions";

/** A component of a CycloneDX document, as far as it is read or written here. */
export interface Component {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly "bom-ref": string;
  readonly purl?: string;
  readonly externalReferences?: readonly { readonly type: string; readonly url: string }[];
}

const component = (
  type: string,
  kind: string,
  { name, version }: { readonly name: string; readonly version: string },
): Component => ({ type, name, version, "bom-ref": `${kind}:${name}@${version}` });

/** What is deployed besides packages of npm: all that versions.ts pins. A chart's own images are its own to list. */
export function deployedComponents(): Component[] {
  return [
    ...Object.values(charts).map((chart) => ({
      ...component("application", "chart", chart),
      externalReferences: [{ type: "distribution", url: chart.repository }],
    })),
    ...Object.entries(images).map(([name, image]) =>
      component("container", "image", { name: "repository" in image ? image.repository : name, version: image.tag }),
    ),
    ...["elasticsearch", "filebeat", "kibana", "logstash"].map((name) =>
      component("container", "image", { name, version: elasticStack }),
    ),
    ...Object.entries(providers).map(([name, version]) =>
      component("library", "terraform-provider", { name, version }),
    ),
  ];
}
