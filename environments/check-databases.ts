import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, warning, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Database } from "../model/database";
import type { System } from "../model/system";
import type { Postgres } from "./access";
import type { Environment } from "./environment";
import { isHostAndPort } from "./host-and-port";

/** Whether the exporters of the databases can reach them. Without AWS there are none, and nothing has to be reached. */
export const checkDatabases = ({ aws, databases }: Environment, { resources }: System): Finding[] => {
  const described = resources.filter((resource): resource is Database => resource.kind === "database");
  return within("databases", [
    ...(aws ? described : []).filter(({ name }) => !Object.hasOwn(databases, name)).map(withoutAccess),
    ...Object.entries(databases).flatMap(([name, access]) =>
      within(name, [
        ...checkIsDescribed(
          name,
          described.map((database) => database.name),
        ),
        ...checkHost(access),
      ]),
    ),
  ]);
};

const withoutAccess = ({ name }: Database): Finding =>
  error({
    id: "database-without-access",
    where: name,
    what: `nothing says how the database "${name}" is reached.`,
    why: "its exporter has nowhere to connect to: connections, locks and replication would go unseen.",
    fix: `"${name}": { host: …, name: …, user: "monitoring", password: { secret: …, key: … } }; docs/databases.md makes the user.`,
  });

const checkIsDescribed = (name: string, described: readonly string[]): Finding[] =>
  described.includes(name)
    ? []
    : [
        warning({
          id: "access-without-database",
          where: "",
          what: `no database is called "${clip(name)}".`,
          why: "nobody will ever use this access; perhaps the database was renamed.",
          fix: didYouMean(nearest(name, described), "remove it, or describe the database in system/."),
        }),
      ];

const checkHost = ({ host }: Postgres): Finding[] =>
  errorUnless(isHostAndPort(host), {
    id: "database-host-malformed",
    where: "host",
    what: `"${clip(host)}" is not a host and a port.`,
    why: "the exporter would connect to nothing, and that is told as a database that nobody can reach.",
    fix: 'host: "shop-db.abcdefghijkl.eu-central-1.rds.amazonaws.com:5432", the endpoint as AWS shows it.',
  });
