import { scrapeInterval } from "../../../environments/scrape";
import type { Database } from "../../../model/database";
import { postgres } from "../../../signals/contracts/postgres";
import { rds } from "../../../signals/contracts/rds";
import type { Duration } from "../../../units/quantities";
import { shaped } from "../../stories/series";
import type { Stories } from "../../stories/story";
import type { DatabaseTargets } from "../database";
import type { Teller } from "./exporter";
import { exporterStories, tellerOf } from "./exporter";

const collects = (name: string, samples: string, collector = "stat_database") =>
  shaped(postgres.collected, { db_instance: name, collector }, samples);

export function databaseExporterStories({ name }: Database, targets: DatabaseTargets, pendingFor: Duration): Stories {
  const server: Teller = {
    exporter: "postgres",
    target: targets.postgres,
    tells: (of, samples) => [shaped(postgres.up, { db_instance: of }, samples), collects(of, samples)],
  };
  const cloudwatch: Teller = {
    exporter: "cloudwatch",
    target: targets.cloudwatch,
    tells: (resource, samples) => [shaped(rds.freeableMemory, { resource }, samples)],
  };
  const facts = { name, pendingFor, tellers: [server, cloudwatch] as const, every: scrapeInterval };
  const { fires, samples } = tellerOf(facts);
  const { quiet, fires: whenSilent } = exporterStories(facts);
  const unread = fires("postgres is scraped, and may not read all of it", {});
  // Then it asks for nothing else.
  const upAlone: Teller = { ...server, tells: (of, values) => [shaped(postgres.up, { db_instance: of }, values)] };
  const { story } = tellerOf({ ...facts, tellers: [upAlone, cloudwatch] });
  return {
    quiet: [...quiet, story("postgres says that the database cannot be reached", { tells: 0 })],
    fires: [
      ...whenSilent,
      { ...unread, given: [...unread.given, collects(name, samples(0), "stat_statements")] },
      fires("cloudwatch is scraped, and AWS has no point", { tells: NaN }, cloudwatch),
    ],
  };
}
