import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream";
import { loopback } from "../../../engines/run/process";

/** A proxy of HTTP; it hears nothing of what is said through it over TLS. */
export interface ServiceNames {
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Stands in for the names of Services: takes whoever asks for `rabbitmq.messaging.svc:15671` to where that runs here,
 * so that certificates are verified by these names.
 *
 * @param addresses host and port here, by host and port in the cluster
 */
export async function startServiceNames(addresses: Readonly<Record<string, string>>): Promise<ServiceNames> {
  const open = new Set<Duplex>();
  const server = createServer().on("connect", ({ url = "" }, asking) => {
    const [host, port] = addresses[url]?.split(":") ?? [];
    if (host === undefined) return asking.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const asked = connect(Number(port), host, () => asking.write("HTTP/1.1 200 OK\r\n\r\n"));
    open.add(asking.on("close", () => open.delete(asking)));
    // Whichever end goes, and however, takes the other along.
    pipeline(asking, asked, asking, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    url: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    stop: () => {
      const stopped = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      return stopped;
    },
  };
}
