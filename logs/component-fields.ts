import type { Component } from "../model/component";
import { brokerFields } from "./broker/fields";
import { databaseFields } from "./database/fields";
import type { Field } from "./field";
import { httpFields } from "./http/fields";
import { platformFields } from "./platform/fields";
import { commonFields } from "./templates";

/** All that can be asked for of what a component logs: what all have in common, and its own. */
export const fieldsOf = ({ is }: Component): readonly Field[] => [...commonFields, ...byKind[is.kind]];

const byKind: Readonly<Record<Component["is"]["kind"], readonly Field[]>> = {
  http: httpFields,
  broker: brokerFields,
  database: databaseFields,
  platform: platformFields,
};
