import type { Component } from "../model/component";
import type { Field } from "./field";
import { kindOf } from "./kinds";
import { commonFields } from "./templates";

/** All fields that can be asked for of what a component logs: what all have in common, and its own. */
export const fieldsOf = (component: Pick<Component, "is">): readonly Field[] => [
  ...commonFields,
  ...kindOf(component).fields,
];
