import type { LogKind } from "../log-kind";
import { brokerFields, queue } from "./fields";
import { brokerQuestions } from "./questions";

export const brokerLogs: LogKind = {
  fields: brokerFields,
  labels: { queue_name: queue },
  questions: brokerQuestions,
};
