import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { didYouMean } from "../findings/nearest";
import type { Bytes } from "../units/quantities";
import { bytesText, percentText } from "../units/text";
import type { Database } from "./database";
import { connectionLevels } from "./database";
import { memoryOfClass, nearestClass } from "./instance-classes";
import { checkLevels } from "./levels";

/** Findings of a database's sizes and limits, by which what CloudWatch and PostgreSQL tell of it is judged. */
export const checkDatabase = (database: Database): Finding[] => [
  ...checkInstanceClass(database),
  ...checkSize("memory", database.memory),
  ...checkSize("storage", database.storage),
  ...checkConnections(database),
];

const checkInstanceClass = ({ instanceClass, memory }: Database): Finding[] =>
  errorUnless(memory !== undefined || memoryOfClass(instanceClass) !== undefined, {
    id: "unknown-instance-class",
    where: "instanceClass",
    what: `"${clip(instanceClass)}" is no class whose memory is known here.`,
    why: "CloudWatch tells how much memory is free and never of how much: there would be no utilisation.",
    fix: didYouMean(nearestClass(instanceClass), "memory: gibibytes(…), as AWS states it for the class."),
  });

/** No instance of RDS has less of either; also for numbers that are none. */
const checkSize = (where: "memory" | "storage", size: Bytes | undefined): Finding[] =>
  errorUnless(size === undefined || (size.bytes >= 2 ** 30 && size.bytes < Infinity), {
    id: "database-size-out-of-range",
    where,
    what: `${size ? bytesText(size) : "nothing"} is no ${where} of a database: 1 GiB is the least.`,
    why: "what is used would be a share of it, and alerts and forecasts with it.",
    fix: `${where}: gibibytes(…), as the console of AWS shows it.`,
  });

const checkConnections = (database: Database): Finding[] => {
  const levels = connectionLevels(database);
  return [
    ...checkLevels("connections", levels, { of: ({ percent }) => percent, text: percentText }),
    ...errorUnless(levels.page.percent < 100, {
      id: "connections-out-of-range",
      where: "connections.page",
      what: `a page at ${percentText(levels.page)} of the connections.`,
      why: "the last ones are kept for superusers: the share never gets there, and everybody is refused before.",
      fix: "page: percent(95)",
    }),
  ];
};
