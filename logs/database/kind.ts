import type { LogKind } from "../log-kind";
import { databaseFields } from "./fields";
import { databaseQuestions } from "./questions";

export const databaseLogs: LogKind = { fields: databaseFields, labels: {}, questions: databaseQuestions };
