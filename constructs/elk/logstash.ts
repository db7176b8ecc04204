import type { Size } from "../../environments/size";
import {
  elasticsearchUsers,
  elkName,
  elkPodLabels,
  logstashAddress,
  logstashPipelineId,
} from "../../environments/names";
import { logstashKey, logstashKeyFolder, operatorCertificates } from "../../logs/collect/certificates";
import { clusterVariable, logstashPipeline, logstashSettings } from "../../logs/collect/logstash";
import { inSeconds, minutes } from "../../units/quantities";
import { restrictedContainer, restrictedPod } from "../pod-security";
import { overZones } from "../replicas";
import { resources } from "../resources";
import type { VolumeClaim } from "../volume-claim";
import { volumeClaim } from "../volume-claim";
import type { ElkFacts } from "./facts";
import { elasticUser, named } from "./facts";

/** The values in use of the chart eck-logstash. */
export interface LogstashValues {
  readonly enabled: true;
  readonly fullnameOverride: string;
  readonly version: string;
  readonly count: number;
  readonly elasticsearchRefs: readonly { readonly name: string; readonly clusterName: string }[];
  readonly config: object;
  readonly pipelines: readonly { readonly "pipeline.id": string; readonly "config.string": string }[];
  readonly services: readonly LogstashService[];
  readonly podTemplate: { readonly spec: object };
  readonly volumeClaimTemplates: readonly {
    readonly metadata: { readonly name: "logstash-data" };
    readonly spec: VolumeClaim;
  }[];
}

interface LogstashService {
  readonly name: string;
  readonly service: { readonly spec: object };
  readonly tls?: {
    readonly selfSignedCertificate: { readonly subjectAltNames: readonly { readonly dns: string }[] };
  };
}

const [beatsHost = "", beatsPort] = logstashAddress.split(":");

/** Logstash, whose queues lie on a volume of each pod: what it has accepted outlives it. */
export function logstashValues({ environment, components }: ElkFacts): LogstashValues {
  const { logstash } = environment.elk;
  return {
    enabled: true,
    ...named,
    count: logstash.replicas,
    elasticsearchRefs: [{ name: elkName, clusterName: elkName }],
    config: logstashSettings(logstash),
    pipelines: [{ "pipeline.id": logstashPipelineId, "config.string": logstashPipeline(components, environment) }],
    services: [
      {
        name: "api",
        service: { spec: { clusterIP: "None" } },
        // The operator makes one certificate, for this Service; beats come to the same pods by another name.
        tls: { selfSignedCertificate: { subjectAltNames: [{ dns: beatsHost }] } },
      },
      {
        name: "beats",
        service: { spec: { ports: [{ name: "beats", port: Number(beatsPort), protocol: "TCP" }] } },
      },
    ],
    podTemplate: { spec: pod(logstash) },
    volumeClaimTemplates: [{ metadata: { name: "logstash-data" }, spec: volumeClaim(logstash) }],
  };
}

const keyVolume = { name: "beats-key", mountPath: logstashKeyFolder };

/** The image writes to its own file system (elastic/logstash#10905); all else of the profile `restricted` it bears. */
const confined = { ...restrictedContainer, readOnlyRootFilesystem: false };

const pod = (size: Size) => ({
  automountServiceAccountToken: false,
  securityContext: { ...restrictedPod(elasticUser), fsGroup: elasticUser },
  // What is under way when it is told to end can be finished; what waits stays in the queue.
  terminationGracePeriodSeconds: inSeconds(minutes(2)),
  ...(size.replicas > 1 && { topologySpreadConstraints: overZones(elkName, elkPodLabels.logstash) }),
  initContainers: [
    // The operator's own, which it leaves unconfined.
    { name: "logstash-internal-init-config", securityContext: confined },
    {
      /*
       * The operator replaces the pods when it replaces the certificate: what is made of the key when a pod begins is
       * good for all its life.
       */
      name: "beats-key",
      command: `openssl pkcs8 -topk8 -nocrypt -in ${operatorCertificates}/tls.key -out ${logstashKey}`.split(" "),
      securityContext: restrictedContainer,
      volumeMounts: [keyVolume],
    },
  ],
  containers: [
    {
      name: "logstash",
      resources: resources(size),
      securityContext: confined,
      env: [
        // Half of the memory is heap, as Elasticsearch does by itself; the rest is for buffers and the JVM.
        { name: "LS_JAVA_OPTS", value: heap(size.memory.bytes / 2) },
        // Under these names the operator would hand out a user of its own, who may also delete what others wrote.
        { name: clusterVariable("USER"), valueFrom: ownUser("username") },
        { name: clusterVariable("PASSWORD"), valueFrom: ownUser("password") },
      ],
      volumeMounts: [{ ...keyVolume, readOnly: true }],
    },
  ],
  // Keys are on no disk.
  volumes: [{ name: keyVolume.name, emptyDir: { medium: "Memory", sizeLimit: "1Mi" } }],
});

const ownUser = (key: "username" | "password") => ({ secretKeyRef: { name: elasticsearchUsers.logstash, key } });

const heap = (bytes: number): string => {
  const size = `${Math.floor(bytes / 2 ** 20)}m`;
  return `-Xms${size} -Xmx${size}`;
};
