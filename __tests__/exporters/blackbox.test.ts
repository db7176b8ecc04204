import { describe, expect, it } from "@jest/globals";
import { blackboxConfig, probeInterval, probeModule, probeScrapeTimeout } from "../../exporters/blackbox";
import { scrapeInterval } from "../../environments/scrape";
import { inSeconds } from "../../units/quantities";

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
