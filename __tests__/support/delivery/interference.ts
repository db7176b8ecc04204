import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

/** What goes wrong between Terraform and a provider that is otherwise well. */
export interface Interference {
  /** `grafana/grafana` */
  readonly source: string;
  /** Of resources of these types that are applied: what the provider says in the place of doing it. */
  readonly refuses?: Readonly<Record<string, string>>;
  /** Resources of these types are gone when they are read: somebody removed them by another way. */
  readonly gone?: readonly string[];
  /** What the provider says whenever it reads a resource. */
  readonly unreadable?: string;
}

export interface Interfered {
  /** The environment in which Terraform meets it. */
  readonly env: NodeJS.ProcessEnv;
  readonly stop: () => void;
}

interface Reattached {
  readonly Addr: { readonly Network: string; readonly String: string };
}

const definition = loadSync(join(__dirname, "..", "terraform", "tfplugin6.proto"), {
  keepCase: true,
  enums: String,
  longs: Number,
});
const { tfplugin6 } = grpc.loadPackageDefinition(definition) as unknown as {
  tfplugin6: { Provider: grpc.ServiceClientConstructor };
};
const service = tfplugin6.Provider.service;
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** A provider before the provider: hands on what it is asked, but for what is to go wrong. */
export async function interfere(env: NodeJS.ProcessEnv, interference: Interference): Promise<Interfered> {
  const reattached = JSON.parse(env.TF_REATTACH_PROVIDERS ?? "{}") as Record<string, Reattached>;
  const { source } = interference;
  const own = reattached[source];
  if (!own) throw new Error(`No provider ${source} runs.`);
  const behind = new tfplugin6.Provider(own.Addr.String, grpc.credentials.createInsecure(), unlimited);
  const server = new grpc.Server(unlimited);
  const handlers = Object.entries(service).map(([name]): [string, grpc.handleUnaryCall<Asked, unknown>] => [
    name,
    ({ request }, callback) => {
      const { gone, refused } = interfered(name, request, interference);
      if (refused !== undefined) callback({ code: grpc.status.UNKNOWN, details: refused });
      else if (gone) callback(null, { new_state: { msgpack: Buffer.from([0xc0]) } });
      else (behind as unknown as Record<string, HandOn>)[name]?.(request, callback);
    },
  ]);
  server.addService(service, Object.fromEntries(handlers));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const before = { ...own, Addr: { ...own.Addr, String: `127.0.0.1:${port}` } };
  return {
    env: { ...env, TF_REATTACH_PROVIDERS: JSON.stringify({ ...reattached, [source]: before }) },
    stop: () => {
      behind.close();
      server.forceShutdown();
    },
  };
}

interface Asked {
  readonly type_name?: string;
}
type HandOn = (request: Asked, callback: grpc.sendUnaryData<unknown>) => void;

function interfered(call: string, { type_name = "" }: Asked, what: Interference) {
  const reads = call === "ReadResource";
  const applies = call === "ApplyResourceChange";
  return {
    gone: reads && what.gone?.includes(type_name) === true,
    refused: applies ? what.refuses?.[type_name] : reads ? what.unreadable : undefined,
  };
}
