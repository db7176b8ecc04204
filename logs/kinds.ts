import type { Component } from "../model/component";
import { brokerLogs } from "./broker/kind";
import { databaseLogs } from "./database/kind";
import { httpLogs } from "./http/kind";
import type { LogKind } from "./log-kind";
import { platformLogs } from "./platform/kind";

/** What there is to know of a component's lines, by what it is. */
export function kindOf({ is }: Pick<Component, "is">): LogKind {
  switch (is.kind) {
    case "http":
      return httpLogs(is.service);
    case "broker":
      return brokerLogs;
    case "database":
      return databaseLogs;
    case "platform":
      return platformLogs;
  }
}
