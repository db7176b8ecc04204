import type { HttpService } from "../../model/http-service";
import type { LogKind } from "../log-kind";
import { httpFields, httpMethod, httpRoute, httpStatus } from "./fields";
import { httpQuestions } from "./questions";

/**
 * Fields that hold what labels of the HTTP metrics do, by the labels' names. The words `undeclared` and `_OTHER` mean
 * the same in both.
 */
export const httpLabels = {
  endpoint: httpRoute,
  method: httpMethod,
  status_code: httpStatus,
  http_status_code: httpStatus,
} as const;

export const httpLogs = (service: HttpService): LogKind => ({
  fields: httpFields,
  labels: httpLabels,
  questions: (component) => httpQuestions(component, service),
});
