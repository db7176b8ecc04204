/**
 * The custom resources that the chart eck-stack makes of its values: each section becomes the `spec` of one, but for
 * what names it or becomes an object of its own (elastic/cloud-on-k8s, deploy/eck-stack/charts). The chart itself is
 * not run (decision 10).
 */
import { parse } from "yaml";
import type { SynthesizedResource } from "../synthesized";
import { valuesOf } from "../synthesized";
import type { KubernetesObject } from "./helm";

type Tree = Readonly<Record<string, unknown>>;

const resources = [
  { section: "eck-elasticsearch", apiVersion: "elasticsearch.k8s.elastic.co/v1", kind: "Elasticsearch" },
  { section: "eck-kibana", apiVersion: "kibana.k8s.elastic.co/v1", kind: "Kibana" },
  { section: "eck-logstash", apiVersion: "logstash.k8s.elastic.co/v1alpha1", kind: "Logstash" },
  { section: "eck-beats", apiVersion: "beat.k8s.elastic.co/v1beta1", kind: "Beat" },
] as const;

/** What of a section is not part of the `spec`. */
const besides = ["enabled", "fullnameOverride", "ingress", "clusterRole", "clusterRoleBinding", "serviceAccount"];

/** @param release the Helm release of the cluster */
export const elkResources = (release: SynthesizedResource): KubernetesObject[] =>
  resources.map(({ section, apiVersion, kind }) => {
    const values = sectionOf(release, section);
    const account = values.serviceAccount as { readonly name: string } | undefined;
    return {
      apiVersion,
      kind,
      metadata: { name: values.fullnameOverride as string },
      spec: {
        ...Object.fromEntries(Object.entries(values).filter(([key]) => !besides.includes(key))),
        ...(account && { serviceAccountName: account.name }),
      },
    };
  });

export const sectionOf = (release: SynthesizedResource, section: string): Tree =>
  (valuesOf(release) as Record<string, Tree>)[section] ?? {};

/** What it brings besides them, as `tpl` leaves it: there is nothing for that to do. */
export const elkExtras = (release: SynthesizedResource): KubernetesObject[] =>
  (valuesOf(release) as { readonly extraObjects: readonly string[] }).extraObjects.map(
    (text) => parse(text) as KubernetesObject,
  );

/**
 * Every template of pods in them, as an object of its own: in the definitions of the operator any field may stand
 * there, and what is misspelt would be dropped without a word.
 */
export const podTemplates = (objects: readonly KubernetesObject[]): (KubernetesObject & { template: unknown })[] =>
  objects.flatMap(({ kind, spec }) =>
    templatesIn(spec).map((template, at) => ({
      apiVersion: "v1",
      kind: "PodTemplate",
      metadata: { name: `${kind.toLowerCase()}-${at}` },
      template,
    })),
  );

const templatesIn = (tree: unknown): unknown[] =>
  typeof tree !== "object" || tree === null
    ? []
    : Object.entries(tree).flatMap(([key, child]: [string, unknown]) =>
        key === "podTemplate" ? [child] : templatesIn(child),
      );
