import type { Component } from "../model/component";
import type { Field } from "./field";
import type { Questions } from "./panel";

/** What the lines of one kind of component have that others have not. */
export interface LogKind {
  /** Fields that are indexed of these lines. */
  readonly fields: readonly Field[];
  /** Fields that hold what labels of metrics do, by the labels' names. */
  readonly labels: Readonly<Record<string, Field>>;
  readonly questions: (component: Component) => Questions;
}
