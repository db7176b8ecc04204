/**
 * Prometheus over TLS, as the values of production have it, with a certificate as cert-manager makes it: asked by
 * another Prometheus as its own ServiceMonitor says, as Grafana would by its data source, and by the doctor behind a
 * port-forward. Only the address and the folder of the certificate differ from what was synthesized.
 */
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { grafanaDatasources } from "../../constructs/chart-values/grafana-datasources";
import { prometheusValues } from "../../constructs/chart-values/kube-prometheus-stack";
import { instantQuery } from "../../doctor/checks/query";
import { clientOf } from "../../doctor/client";
import { connectionsOf } from "../../doctor/connections";
import { enginePath } from "../../engines/engine-path";
import type { Guarded } from "../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../engines/run/guarded-folder";
import { freePorts, loopback } from "../../engines/run/process";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { datasources, namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { seconds } from "../../units/quantities";
import { scrapeConfigs } from "../support/live/service-monitor";
import { stopAll } from "../support/live/stop-all";
import type { ServedCertificates } from "../support/live/tls";
import { probedOverTls, servedCertificates, shownBy } from "../support/live/tls";
import { webConfigOf } from "../support/live/web-config";

jest.setTimeout(90_000);

/** On a machine that is busy with other things too. */
const patience = seconds(60);

const { serviceMonitor, prometheusSpec } = prometheusValues(production).prometheus;

/** As the chart makes it of its values (templates/prometheus/servicemonitor.yaml). */
const monitor = {
  metadata: { name: "kps-prometheus", namespace },
  spec: { endpoints: [{ port: "http-web", path: "/metrics", ...serviceMonitor }] },
};

interface Served extends Guarded {
  readonly address: string;
}

let certificates: ServedCertificates;
let asked: Served;
let asking: Prometheus;

/** Ready when the kubelet would find it so: the operator has it asked over TLS where `web` says that it serves so. */
const startServing = (): Promise<Served> =>
  inGuardedFolder("prometheus", async (folder) => {
    if (!prometheusSpec.web) throw new Error("production has no certificates");
    const [port = 0] = await freePorts(1);
    const address = `${loopback}:${port}`;
    const webConfig = certificates.asMounted(JSON.stringify(webConfigOf(prometheusSpec.web)));
    await folder.run({
      command: enginePath("prometheus"),
      arguments: [
        `--config.file=${folder.write("prometheus.json", {})}`,
        `--web.config.file=${folder.write("web.json", webConfig)}`,
        `--storage.tsdb.path=${folder.path}/data`,
        `--web.listen-address=${address}`,
      ],
      ready: () => probedOverTls(`https://${address}/-/ready`),
    });
    return { address };
  });

/** @param pod by which those who ask are told apart. @param authority a file: whom that one believes */
const scrapes = (pod: string, authority: string) =>
  scrapeConfigs(
    monitor,
    [{ namespace, service: "kps-prometheus", pod, container: "prometheus", addresses: { "http-web": asked.address } }],
    authority,
  ).map((config) => ({ ...config, job_name: pod }));

beforeAll(async () => {
  certificates = await servedCertificates();
  asked = await startServing();
  asking = await startPrometheus({
    scrapeConfigs: [
      ...scrapes("knows it", certificates.authority),
      ...scrapes("knows another", certificates.otherAuthority),
    ],
  });
});

afterAll(() => stopAll(asking, asked, certificates));

describe("Prometheus, where there are certificates", () => {
  it("tells nobody anything in the clear", async () => {
    const answer = await fetch(`http://${asked.address}/metrics`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe("Client sent an HTTP request to an HTTPS server.\n");
  });

  it("is scraped by who knows the authority, under the name that the monitor expects, and by nobody else", async () => {
    const up = await asking.waitFor("up", ({ length }) => length === 2, patience);
    expect(Object.fromEntries(up.map(({ labels, value }) => [labels.pod, value]))).toEqual({
      "knows it": 1,
      "knows another": 0,
    });
    const refused = (await asking.targets()).filter(({ health }) => health === "down");
    expect(refused.map(({ lastError }) => lastError)).toEqual([
      expect.stringContaining("x509: certificate signed by unknown authority"),
    ]);
    const [told] = await asking.waitFor("prometheus_build_info", ({ length }) => length > 0, patience);
    expect(told?.labels).toMatchObject({ pod: "knows it", job: "kps-prometheus" });
  });

  /** As Grafana does: it knows the host of the URL and the authority in the file. @returns the status of the answer */
  const asGrafana = (authority: string): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`https://${asked.address}/api/v1/query`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        ca: readFileSync(authority),
        servername: new URL(source?.url ?? "").hostname,
        agent: false,
      })
        .on("response", (response) => resolve(response.resume().statusCode ?? 0))
        .on("error", reject)
        .end("query=vector(1)");
    });
  const source = grafanaDatasources(production).datasources.find(({ uid }) => uid === datasources.prometheus);

  it("answers Grafana, which believes the authority that its data source names", async () => {
    const [, file = ""] = /^\$__file\{(.*)\}$/.exec(source?.secureJsonData?.tlsCACert ?? "") ?? [];
    expect(await asGrafana(certificates.asMounted(file))).toBe(200);
    await expect(asGrafana(certificates.otherAuthority)).rejects.toThrow("unable to verify");
  });

  const asDoctor = (authority: string) =>
    clientOf({
      connections: connectionsOf(production, { Prometheus: `https://${asked.address}` }, {}),
      timeout: seconds(10),
      signal: AbortSignal.timeout(patience.milliseconds),
      authorities: [readFileSync(authority, "utf8")],
    }).ask(instantQuery("vector(1)"));

  it("answers the doctor at an address of this machine, which believes the authority that it is given", async () => {
    expect(await asDoctor(certificates.authority)).toMatchObject({ series: [{ value: 1 }] });
    await expect(asDoctor(certificates.otherAuthority)).rejects.toThrow("is not trusted");
  });

  it("shows a renewed certificate to the next who asks, and is scraped on", async () => {
    const before = await shownBy(asked.address);
    await certificates.renew();
    expect(await shownBy(asked.address)).not.toBe(before);
    const now = Date.now() / 1000;
    await asking.waitFor(`up == 1 and timestamp(up) > ${now}`, ({ length }) => length === 1, patience);
  });
});
