/** Which pods are more than the profile `restricted` allows: as docs/security.md says, and no other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { grown } from "../support/long-term";
import { elkResources, podTemplates } from "../support/live/elk-objects";
import type { PodSpec } from "../support/restricted";
import { beyondRestricted } from "../support/restricted";
import type { SynthesizedResource } from "../support/synthesized";
import { readStack, resourcesOf, valuesOf } from "../support/synthesized";

interface NamedPod {
  readonly name: string;
  readonly spec: PodSpec;
}

type Context = PodSpec["securityContext"];

/** Charts name the same two things alike, or nearly so. */
const byValues =
  (pod: string, container: string) =>
  (release: SynthesizedResource): NamedPod[] => {
    const values = valuesOf(release) as Readonly<Record<string, Context>>;
    const name = release.name as string;
    return [
      {
        name,
        spec: {
          ...at("securityContext", values[pod]),
          containers: [{ name, ...at("securityContext", values[container]) }],
        },
      },
    ];
  };

const at = (key: string, value: Context | undefined) => (value === undefined ? {} : { [key]: value });

const usual = byValues("podSecurityContext", "securityContext");

const podsByChart: Readonly<Record<string, (release: SynthesizedResource) => NamedPod[]>> = {
  "prometheus-operator-crds": () => [],
  grafana: byValues("securityContext", "containerSecurityContext"),
  "opentelemetry-collector": usual,
  "prometheus-blackbox-exporter": usual,
  "prometheus-elasticsearch-exporter": usual,
  "prometheus-json-exporter": usual,
  "prometheus-postgres-exporter": usual,
  "prometheus-yet-another-cloudwatch-exporter": usual,
  // Of these the charts and the operators themselves ask for no more than `restricted` (docs/security.md): the rest.
  "eck-operator": () => [],
  "mimir-distributed": () => [],
  "kube-prometheus-stack": (release) => [nodeExporter(release)],
  "eck-stack": (release) =>
    podTemplates(elkResources(release)).map(({ metadata, template }) => ({
      name: metadata.name.replace(/^beat-.*/, "filebeat"),
      spec: withOperatorsDefaults(metadata.name, (template as { readonly spec: PodSpec }).spec),
    })),
};

/**
 * In its chart the network, the processes and the folders of the node are a matter of course; so are user and group.
 */
function nodeExporter(release: SynthesizedResource): NamedPod {
  const values = valuesOf(release) as Readonly<Record<string, Readonly<Record<string, Context>>>>;
  const { securityContext, containerSecurityContext } = values["prometheus-node-exporter"] ?? {};
  return {
    name: "node exporter",
    spec: {
      hostNetwork: true,
      hostPID: true,
      securityContext: { runAsNonRoot: true, runAsUser: 65_534, ...securityContext },
      containers: [{ name: "node-exporter", ...at("securityContext", containerSecurityContext) }],
      volumes: [{ name: "root", hostPath: { path: "/" } }],
    },
  };
}

/** Whatever values say about what pods may, wherever it stands. */
function askedFor(values: unknown, path = ""): [string, unknown][] {
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const place = path === "" ? key : `${path}.${key}`;
    return /securityContext|host(Network|PID|IPC|Path|Users)|privileged|capabilities|seccomp/i.test(key)
      ? [[place, value]]
      : askedFor(value, place);
  });
}

/** What the operator adds where nothing is said (elastic/cloud-on-k8s, WithPodSecurityContext and its like). */
function withOperatorsDefaults(name: string, spec: PodSpec): PodSpec {
  if (!/^(elasticsearch|kibana)/.test(name)) return spec;
  const confined = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } };
  return {
    ...spec,
    securityContext: spec.securityContext ?? { seccompProfile: { type: "RuntimeDefault" } },
    containers: spec.containers.map((container) => ({ securityContext: confined, ...container })),
  };
}

function releasesOf(environment: Environment): SynthesizedResource[] {
  const app = buildApp({ system, environment, outdir: emptyFolder() });
  app.synth();
  return ["platform", "monitoring"]
    .flatMap((stack) =>
      resourcesOf(readStack(readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8")), "helm_release"),
    )
    .map(([, release]) => release);
}

function podsOf(release: SynthesizedResource): NamedPod[] {
  const chart = release.chart as string;
  if (chart.startsWith("assets/")) return beatsOf(release);
  const pods = podsByChart[chart];
  if (!pods) throw new Error(`Nothing says what the pods of the chart ${chart} ask for.`);
  return pods(release);
}

/** Of the chart `objects`: only a Beat has pods. */
const beatsOf = (release: SynthesizedResource): NamedPod[] =>
  (
    (valuesOf(release) as { objects?: readonly { kind: string; metadata: { name: string }; spec: BeatSpec }[] })
      .objects ?? []
  )
    .filter(({ kind }) => kind === "Beat")
    .map(({ metadata, spec }) => ({ name: metadata.name, spec: spec.deployment.podTemplate.spec }));

interface BeatSpec {
  readonly deployment: { readonly podTemplate: { readonly spec: PodSpec } };
}

/** Of the node exporter, which is a part of the second one, the test above sees all. */
const keptToDefaults: Readonly<Record<string, object>> = {
  "eck-operator": { podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } },
  "kube-prometheus-stack": {},
  "mimir-distributed": {},
};

/** The rows of the page's table: pod, and what of it is more than allowed. */
const documented = Array.from(
  readFileSync(join(__dirname, "..", "..", "docs", "security.md"), "utf8").matchAll(
    /^\| ([\w -]+?) +\| ((?:`\w+`(?:, )?)+) +\|/gm,
  ),
  ([, pod = "", fields = ""]) => [pod, fields.replaceAll("`", "").split(", ").sort()] as const,
);

describe.each([...environments, ["grown", grown] as const])("the pods of %s", (_, environment) => {
  const releases = releasesOf(environment);

  it("keep to the profile `restricted`, save those that docs/security.md names, in what it names", () => {
    const pods = releases.flatMap(podsOf).map(({ name, spec }) => [name, beyondRestricted(spec).sort()] as const);
    expect(pods.length).toBeGreaterThan(8);
    expect(pods.filter(([, fields]) => fields.length > 0).sort()).toEqual([...documented].sort());
  });

  it("lose nothing of what their charts' defaults keep to, where those are relied on", () => {
    const relied = releases.filter(({ chart }) => Object.hasOwn(keptToDefaults, chart as string));
    expect(relied.length).toBeGreaterThanOrEqual(2);
    for (const release of relied) {
      const values = Object.entries(valuesOf(release) as object).filter(
        ([part]) => part !== "prometheus-node-exporter",
      );
      const asked = Object.fromEntries(askedFor(Object.fromEntries(values)));
      expect([release.chart, asked]).toEqual([release.chart, keptToDefaults[release.chart as string]]);
    }
  });
});

describe("the judge of pods", () => {
  const good: PodSpec = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      { name: "good", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
    ],
    volumes: [{ name: "key", secret: {} }],
  };

  it("has nothing against a pod that asks for nothing", () => {
    expect(beyondRestricted(good)).toEqual([]);
  });

  it.each<[string, PodSpec]>([
    ["hostNetwork", { ...good, hostNetwork: true }],
    ["hostPath", { ...good, volumes: [{ name: "root", hostPath: {} }] }],
    ["runAsNonRoot", { ...good, securityContext: { seccompProfile: { type: "RuntimeDefault" } } }],
    ["seccompProfile", { ...good, securityContext: { runAsNonRoot: true } }],
    [
      "privileged",
      {
        ...good,
        initContainers: [
          {
            name: "i",
            securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          },
        ],
      },
    ],
    ["capabilities", { ...good, containers: [{ name: "c", securityContext: { allowPrivilegeEscalation: false } }] }],
    [
      "allowPrivilegeEscalation",
      { ...good, containers: [{ name: "c", securityContext: { capabilities: { drop: ["ALL"] } } }] },
    ],
    ["runAsUser", { ...good, securityContext: { ...good.securityContext, runAsUser: 0 } }],
  ])("finds %s", (field, pod) => {
    expect(beyondRestricted(pod)).toEqual([field]);
  });
});
