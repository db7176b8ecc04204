import type { LogKind } from "../log-kind";
import { platformFields } from "./fields";
import { platformQuestions } from "./questions";

export const platformLogs: LogKind = { fields: platformFields, labels: {}, questions: platformQuestions };
