import { describe, expect, it } from "@jest/globals";
import { whyAbsent, whyLogsAbsent } from "../../environments/absence";
import { local } from "../../environments/local";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { mesApi, mesPods } from "../../system/mes";
import { rabbitmq } from "../../system/messaging";
import { shopDatabase, shopMedia } from "../../system/shop";

describe("what an environment has no place for", () => {
  it("is, without AWS, what lives there: databases and buckets", () => {
    const things = [mesApi, mesPods, rabbitmq, shopDatabase, shopMedia];
    expect(things.map((thing) => whyAbsent(thing, local))).toEqual([
      undefined,
      undefined,
      undefined,
      "not in local: no AWS",
      "not in local: no AWS",
    ]);
    expect(things.map((thing) => whyAbsent(thing, production))).toEqual(things.map(() => undefined));
  });

  it("are their logs with them, and no others", () => {
    const absent = (environment: typeof local) =>
      componentsOf(system, namespace)
        .filter((component) => whyLogsAbsent(component, environment) !== undefined)
        .map(({ name }) => name);
    expect(absent(local)).toEqual(["shop-db"]);
    expect(absent(production)).toEqual([]);
  });
});
