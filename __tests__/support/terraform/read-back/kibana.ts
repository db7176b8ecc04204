/** terraform-provider-elasticstack 0.16.3, internal/kibana. */
import { isDeepStrictEqual } from "node:util";
import type { Attributes, ResourceBehaviour } from "./behaviour";
import { byDefault, forgiven } from "./behaviour";
import type { Value } from "../resource-values";
import { isList } from "../resource-values";
import { inGo } from "./json";

const framework = (attributes: Attributes): ResourceBehaviour => ({ legacy: false, attributes });

/** dataview `populateFromAPI`: no map and an empty one are the same, and so are spaces in another order. */
const emptyAsNothing = {
  same: (one: Value, other: Value) =>
    one === null && typeof other === "object" && Object.keys(other ?? {}).length === 0,
};

const inOrder = (value: Value): Value => (isList(value) ? [...value].sort() : value);

export const dataView = framework({
  override: byDefault(false),
  "data_view.allow_no_index": byDefault(false),
  "data_view.source_filters": emptyAsNothing,
  "data_view.field_formats": emptyAsNothing,
  "data_view.runtime_field_map": emptyAsNothing,
  "data_view.namespaces": {
    read: inOrder,
    same: (one, other) => isList(one) && isDeepStrictEqual(inOrder(one), inOrder(other)),
  },
});

/** defaultdataview `readDefaultDataView`. */
export const defaultDataView = framework({ skip_delete: byDefault(false) });

/** import_saved_objects `Read` does nothing: what was imported is never compared with what is there. */
export const importSavedObjects = framework({});

const json = forgiven(inGo, inGo);

/** security_role `flattenElasticsearchObject`, `flattenKibana`; a query that is empty is none. */
export const securityRole = framework({
  metadata: json,
  "elasticsearch.indices.query": {
    ...json,
    read: (value) => (typeof value === "string" && value !== "" ? inGo(value) : null),
  },
});

/** spaces `mapSpaceResponseToResourceModel`. */
export const space = framework({});
