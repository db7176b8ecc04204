import { titleOf, useName } from "../../../model/resource";
import { toOverview } from "../../links";
import { whoTells } from "../told";
import type { Dashboard } from "../../panel";
import type { Context } from "./context";
import { deadlocks, reachable } from "./errors";
import { exporterAbsent } from "./exporter";
import { connectionsNow, cpuNow, memoryNow, storageLeftNow } from "./now";
import {
  connections,
  lockWaits,
  memory,
  oldestTransaction,
  replicationLag,
  sessionsByState,
  sessionsByUser,
  swap,
} from "./saturation";
import { blockReads, cacheHits, statements } from "./time-spent";
import { cpu, memoryUsed, sizeByDatabase, storage, storageTime, transactionIds } from "./utilisation";

/** What a database uses of its instance, what waits in it, and how it fails; below, where its time goes. */
export function databaseDashboard(context: Context): Dashboard {
  const { database } = context;
  return {
    uid: useName(database),
    title: titleOf(database),
    description: database.description,
    tags: ["use", database.name, database.owner.name],
    variables: [],
    annotations: [],
    links: [toOverview],
    rows: [
      { title: "Now", panels: [memoryNow(context), cpuNow(context), connectionsNow(context), storageLeftNow(context)] },
      {
        title: "Utilisation",
        panels: [
          memoryUsed(context),
          cpu(context),
          transactionIds(context),
          storage(context),
          storageTime(context),
          sizeByDatabase(context),
        ],
      },
      {
        title: "Saturation",
        panels: [
          connections(context),
          sessionsByState(context),
          sessionsByUser(context),
          lockWaits(context),
          oldestTransaction(context),
          replicationLag(context),
          memory(context),
          swap(context),
        ],
      },
      { title: "Errors", panels: [reachable(context), deadlocks(context)] },
      ...whoTells(database, Object.values(context.alerts)),
      { title: "Where time goes", panels: [statements(context), cacheHits(context), blockReads(context)] },
      { title: "Exporter", panels: [exporterAbsent(context)] },
    ],
  };
}
