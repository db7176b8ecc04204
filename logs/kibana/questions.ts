import type { Component } from "../../model/component";
import { brokerQuestions } from "../broker/questions";
import { databaseQuestions } from "../database/questions";
import type { LogPanel, SavedSearch } from "../panel";
import { platformQuestions } from "../platform/questions";
import { httpQuestions } from "../http/questions";

/** What is asked of the lines of one kind of component, besides what is asked of all. */
export interface Questions {
  /** One number each, in the first row. */
  readonly now: readonly LogPanel[];
  /** The first stands beside the volume, the others below the errors. */
  readonly panels: readonly LogPanel[];
  readonly searches: readonly SavedSearch[];
}

export function questionsOf(component: Component): Questions {
  switch (component.is.kind) {
    case "http":
      return httpQuestions(component, component.is.service);
    case "broker":
      return brokerQuestions(component);
    case "database":
      return databaseQuestions(component);
    case "platform":
      return platformQuestions(component);
  }
}
