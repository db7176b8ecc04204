import { describe, expect, it } from "@jest/globals";
import { blackboxValues } from "../../constructs/chart-values/prometheus-blackbox-exporter";
import { production } from "../../environments/production";
import {
  blackboxConfig,
  certificateModule,
  probeInterval,
  probeModule,
  probeScrapeTimeout,
} from "../../exporters/blackbox";
import { scrapeInterval } from "../../environments/scrape";
import { inSeconds } from "../../units/quantities";
import { inTheClear } from "../support/in-the-clear";

const { timeout, http } = blackboxConfig.modules[probeModule];

describe("the module that probes services", () => {
  it("gives up before the scrape does, so that a late answer is a failed probe and not a silent place", () => {
    // The exporter leaves itself half a second.
    expect(parseFloat(timeout)).toBeLessThan(inSeconds(probeScrapeTimeout) - 0.5);
    // Prometheus refuses a timeout that is longer than the interval.
    expect(probeScrapeTimeout.milliseconds).toBeLessThanOrEqual(probeInterval.milliseconds);
  });

  it("asks as often as rules expect samples", () => {
    expect(probeInterval).toEqual(scrapeInterval);
  });

  it("takes only the asked host's own answer, and only over TLS that a client would trust", () => {
    expect(http).toMatchObject({ follow_redirects: false, tls_config: { insecure_skip_verify: false } });
    // Without a list of statuses it takes each 2xx.
    expect(http).not.toHaveProperty("valid_status_codes");
  });
});

describe("the module that asks for the certificate of the namespace", () => {
  const { modules } = blackboxValues(production).config;
  const module = modules[certificateModule];

  it("believes whom all believe, under a name that the certificate is good for", () => {
    expect(module).toMatchObject({
      prober: "tcp",
      tcp: { tls: true, tls_config: { ca_file: "/etc/monitoring-tls/ca.crt", server_name: "pod.monitoring.svc" } },
    });
  });

  it("stands beside that for services where there is such a certificate, and nowhere else", () => {
    expect(Object.keys(modules)).toEqual(["http_2xx", probeModule, certificateModule]);
    expect(blackboxValues(inTheClear(production)).config.modules).toEqual({
      http_2xx: null,
      ...blackboxConfig.modules,
    });
  });
});
