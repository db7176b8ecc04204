import type { Component } from "../model/component";
import type { Field } from "./field";
import type { Questions } from "./panel";

/** What the lines of one kind of component have that others have not. */
export interface LogKind {
  /** What is indexed of them. */
  readonly fields: readonly Field[];
  /** What labels of metrics are called in them. */
  readonly labels: Readonly<Record<string, Field>>;
  readonly questions: (component: Component) => Questions;
}
