/** What a test tells a broker by its management API: what exists, who may what, and single messages. */

export interface RabbitMqManagement {
  /** @param path below `/api`: `/queues/%2F/orders`. @throws if the broker refuses, with its words */
  admin<Answer>(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: unknown): Promise<Answer>;
  /** @param args `x-queue-type`, `x-max-length` and the like */
  declareQueue(name: string, args?: Arguments): Promise<void>;
  deleteQueue(name: string): Promise<void>;
  declareExchange(name: string, type: "direct" | "fanout" | "headers" | "topic"): Promise<void>;
  bind(exchange: string, queue: string, routingKey: string, args?: Arguments): Promise<void>;
  addUser(name: string, user: User): Promise<void>;
  /** @returns whether it went to any queue */
  publish(exchange: string, routingKey: string, payload?: string): Promise<boolean>;
  listensOn(port: number): Promise<boolean>;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface User {
  readonly password: string;
  /** @default none */
  readonly tags?: readonly ("administrator" | "monitoring" | "management")[];
  /** On the virtual host `/`, as regular expressions of names. @default none at all */
  readonly permissions?: { readonly configure: string; readonly write: string; readonly read: string };
}

/** All on the virtual host `/`; for others there is `admin`. */
export function rabbitMqManagement(
  url: string,
  { user, password }: { readonly user: string; readonly password: string },
): RabbitMqManagement {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/api${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const admin: RabbitMqManagement["admin"] = async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await ask(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`RabbitMQ refused ${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
  const at = (kind: string, ...names: readonly string[]) =>
    `/${[kind, "/", ...names].map((part) => encodeURIComponent(part)).join("/")}`;

  return {
    admin,
    declareQueue: (name, args = {}) => admin("PUT", at("queues", name), { durable: true, arguments: args }),
    deleteQueue: (name) => admin("DELETE", at("queues", name)),
    declareExchange: (name, type) => admin("PUT", at("exchanges", name), { durable: true, type }),
    bind: (exchange, queue, routingKey, args = {}) =>
      admin("POST", at("bindings", "e", exchange, "q", queue), { routing_key: routingKey, arguments: args }),
    addUser: async (name, { password: secret, tags = [], permissions }) => {
      await admin("PUT", `/users/${encodeURIComponent(name)}`, { password: secret, tags: tags.join(",") });
      if (permissions) await admin("PUT", at("permissions", name), permissions);
    },
    publish: async (exchange, routingKey, payload = "") => {
      const message = { properties: {}, routing_key: routingKey, payload, payload_encoding: "string" };
      // The default exchange has a name here.
      const path = `${at("exchanges", exchange || "amq.default")}/publish`;
      return (await admin<{ routed: boolean }>("POST", path, message)).routed;
    },
    listensOn: async (port) => {
      try {
        return (await ask("GET", `/health/checks/port-listener/${port}`)).ok;
      } catch {
        return false;
      }
    },
  };
}
