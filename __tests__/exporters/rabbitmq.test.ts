import { describe, expect, it } from "@jest/globals";
import { bindingsConfig, bindingsUrl } from "../../exporters/bindings";
import { brokerReadings } from "../../exporters/rabbitmq";
import { rabbitmqMetrics } from "../../signals/contracts/rabbitmq";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { rabbitmq } from "../../system/messaging";

describe("what a broker is asked", () => {
  const { queues, channels, nodes } = brokerReadings(rabbitmq);

  it("is queue by queue for the depth, channel by channel for the pace, and in sums for the nodes", () => {
    expect([queues, channels, nodes].map(({ path, params }) => [path, params.family ?? []])).toEqual([
      ["/metrics/detailed", ["queue_coarse_metrics", "queue_consumer_count"]],
      ["/metrics/detailed", ["channel_queue_metrics", "channel_queue_exchange_metrics"]],
      ["/metrics", []],
    ]);
    expect(queues.params.vhost).toEqual(["/"]);
  });

  it("is kept as far as the contract goes: each metric once", () => {
    const kept = [queues, channels, nodes].flatMap(({ keeps }) => keeps.map(({ name }) => name));
    expect(kept.sort()).toEqual(rabbitmqMetrics.metrics.map(({ name }) => name).sort());
  });

  it("is told apart by jobs of its own", () => {
    expect([queues, channels, nodes].map(({ job }) => job)).toEqual([
      "use-rabbitmq-queues",
      "use-rabbitmq-channels",
      "use-rabbitmq-nodes",
    ]);
  });
});

describe("bindings", () => {
  it.each([
    ["/", "http://rabbitmq.messaging.svc:15672/api/bindings/%2F"],
    ["shop & crm", "http://rabbitmq.messaging.svc:15672/api/bindings/shop%20%26%20crm"],
  ])("are asked for in the virtual host %j alone", (vhost, url) => {
    expect(bindingsUrl({ ...rabbitmq, vhost }, false)).toBe(url);
  });

  it("are asked for at another port of the same Service, where the broker serves over TLS", () => {
    expect(bindingsUrl(rabbitmq, true)).toBe("https://rabbitmq.messaging.svc:15671/api/bindings/%2F");
  });

  it("become the metric of the contract, with labels for all that makes two of them differ", () => {
    const { metrics, http_client_config: client } = bindingsConfig({ user: "monitoring", passwordFile: "/etc/secret" })
      .modules.bindings;
    const [{ name, values, labels }] = metrics as [(typeof metrics)[number]];
    expect(Object.keys(values).map((value) => `${name}_${value}`)).toEqual([bindingInfo.name]);
    expect(Object.keys(labels)).toEqual(expect.arrayContaining(["exchange", "queue", "routing_key", "properties_key"]));
    expect(bindingInfo.labels).toEqual(expect.arrayContaining(Object.keys(labels)));
    expect(client).toEqual({ basic_auth: { username: "monitoring", password_file: "/etc/secret" } });
  });

  it("are believed when the broker shows a certificate of the authority, where one is named", () => {
    const access = { user: "monitoring", passwordFile: "/etc/secret", authorityFile: "/etc/authority" };
    const { http_client_config: client } = bindingsConfig(access).modules.bindings;
    expect(client.tls_config).toEqual({ ca_file: "/etc/authority" });
  });
});
