import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";
import type { Attribute, Block, NestedBlock, NestedType, Schema, TrimmedProvider } from "../../../scripts/trim-schema";
import type { ObjectValue } from "./resource-values";
import { applied, planned, Unknown } from "./resource-values";
import { plannedBy, readBack } from "./read-back/behaviour";
import { behaviours } from "./read-back/behaviours";

/**
 * A provider that knows a schema, and how the real one plans, applies and reads: what it hands out is not what it was
 * given, but what the API behind it would make of that.
 */
export interface StubProvider {
  /** `grafana/grafana` */
  readonly source: string;
  /** `127.0.0.1:40123`, where it listens. */
  readonly address: string;
  readonly stop: () => void;
}

export async function serveProvider(schema: TrimmedProvider): Promise<StubProvider> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(protocol(), answers(schema));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { source: schema.source, address: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

function protocol(): grpc.ServiceDefinition {
  const definition = loadSync(join(__dirname, "tfplugin6.proto"), { keepCase: true, enums: String, longs: Number });
  const { tfplugin6 } = grpc.loadPackageDefinition(definition) as unknown as {
    tfplugin6: { Provider: grpc.ServiceClientConstructor };
  };
  return tfplugin6.Provider.service;
}

/** A value on the wire: MessagePack, or JSON where Terraform hands over what it has stored. */
interface Wire {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

function answers(schema: TrimmedProvider): grpc.UntypedServiceImplementation {
  const blockOf = (type: string): Block => {
    const resource = schema.resource_schemas[type];
    if (!resource) throw new Error(`${schema.source} has no resource ${type}.`);
    return resource.block;
  };
  const behaviourOf = (type: string) => {
    const behaviour = behaviours[type];
    if (!behaviour) throw new Error(`read-back/behaviours.ts does not say how ${type} is read back.`);
    return behaviour;
  };
  /** A resource that is being destroyed is null, and stays it. */
  const unlessDestroyed = (wire: Wire, each: (state: ObjectValue) => ObjectValue): Wire => {
    const state = unpack(wire);
    return state ? pack(each(state)) : wire;
  };
  const accept = answer(() => ({}));
  return {
    GetProviderSchema: answer(() => ({
      provider: wireSchema(schema.provider),
      resource_schemas: Object.fromEntries(
        Object.entries(schema.resource_schemas).map(([type, resource]) => [type, wireSchema(resource)]),
      ),
    })),
    ValidateProviderConfig: accept,
    ValidateResourceConfig: accept,
    ConfigureProvider: accept,
    StopProvider: accept,
    UpgradeResourceState: answer(({ raw_state }: { raw_state: Wire }) => ({ upgraded_state: raw_state })),
    ReadResource: answer(({ type_name, current_state }: { type_name: string; current_state: Wire }) => ({
      new_state: unlessDestroyed(current_state, (state) => readBack(behaviourOf(type_name), state)),
    })),
    PlanResourceChange: answer((change: { type_name: string; prior_state: Wire; proposed_new_state: Wire }) => {
      const behaviour = behaviourOf(change.type_name);
      return {
        planned_state: unlessDestroyed(change.proposed_new_state, (state) =>
          planned(blockOf(change.type_name), plannedBy(behaviour, unpack(change.prior_state), state)),
        ),
        legacy_type_system: behaviour.legacy,
      };
    }),
    ApplyResourceChange: answer((change: { type_name: string; planned_state: Wire }) => {
      const behaviour = behaviourOf(change.type_name);
      return {
        new_state: unlessDestroyed(change.planned_state, (state) =>
          readBack(behaviour, applied(blockOf(change.type_name), state)),
        ),
        legacy_type_system: behaviour.legacy,
      };
    }),
  };
}

/** An exception would end the process that runs the tests; as an error of the call Terraform prints it. */
const answer =
  <Request, Response>(of: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> =>
  ({ request }, callback) => {
    try {
      callback(null, of(request));
    } catch (error) {
      callback({ code: grpc.status.INTERNAL, details: String(error) });
    }
  };

/** Extension 0 is an unknown value, 12 one about which something is known, a prefix or a range. */
const extensionCodec = new ExtensionCodec();
for (const type of [0, 12]) {
  extensionCodec.register({
    type,
    encode: (value) => (value instanceof Unknown && value.extension === type ? value.data : null),
    decode: (data) => new Unknown(type, data.slice()),
  });
}

const unpack = ({ msgpack }: Wire) =>
  msgpack?.length ? (decode(msgpack, { extensionCodec }) as ObjectValue | null) : null;
const pack = (state: ObjectValue): Wire => ({ msgpack: Buffer.from(encode(state, { extensionCodec })) });

const wireSchema = ({ version, block }: Schema) => ({ version, block: wireBlock(block) });

const wireBlock = ({ attributes = {}, block_types = {} }: Block): object => ({
  attributes: Object.entries(attributes).map(wireAttribute),
  block_types: Object.entries(block_types).map(wireNestedBlock),
});

const wireNestedBlock = ([type_name, nested]: [string, NestedBlock]) => ({
  ...nested,
  type_name,
  block: wireBlock(nested.block),
});

const wireAttribute = ([name, { type, nested_type, ...flags }]: [string, Attribute]): object => ({
  ...flags,
  name,
  ...(type && { type: Buffer.from(JSON.stringify(type)) }),
  ...(nested_type && { nested_type: wireNestedType(nested_type) }),
});

const wireNestedType = ({ nesting_mode, attributes }: NestedType) => ({
  nesting_mode,
  attributes: Object.entries(attributes).map(wireAttribute),
});
