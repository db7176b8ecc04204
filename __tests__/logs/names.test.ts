import { describe, expect, it } from "@jest/globals";
import { checkDataStreams } from "../../logs/check-names";
import { dataStreamOf } from "../../logs/names";

const ids = (names: readonly string[], environment = "production") =>
  checkDataStreams(
    names.map((name) => ({ name })),
    environment,
  ).map(({ id, where }) => [id, where]);

describe("the data stream of a component", () => {
  it("is called by it and the environment, with dots where its name has hyphens", () => {
    expect(dataStreamOf({ name: "shop-api" }, "production")).toBe("logs-shop.api-production");
  });

  it("has no finding where Elasticsearch takes it", () => {
    expect(ids(["shop-api", "rabbitmq", "platform"])).toEqual([]);
  });

  it.each([
    "Shop-API",
    "shop api",
    "shop/api",
    'shop"',
    "shop*",
    "shop#1",
    "shop,crm",
    "shop:api",
    "a".repeat(101),
    "",
  ])("is refused where its middle is none: %j", (name) => {
    expect(ids([name])[0]?.[0]).toBe("data-stream-malformed");
  });

  it("is refused where the environment has a hyphen: it would be read as another part", () => {
    expect(ids(["shop-api"], "production-eu")).toEqual([["data-stream-malformed", "environment production-eu"]]);
  });

  it("leaves its indices below the 255 bytes that Elasticsearch allows", () => {
    const [service, environment] = ["a".repeat(100), "b".repeat(100)];
    expect(ids([service], environment)).toEqual([]);
    expect(`.ds-${dataStreamOf({ name: service }, environment)}-2026.01.01-000001`.length).toBeLessThan(255);
  });

  it("is refused where another component has the same, also the monitoring itself", () => {
    expect(ids(["shop-api", "platform", "shop-api", "platform"])).toEqual([
      ["data-stream-twice", "shop-api.name"],
      ["data-stream-twice", "platform.name"],
    ]);
  });

  it("says what, why and what to do", () => {
    const [finding] = checkDataStreams([{ name: "Shop" }], "production");
    expect(finding).toMatchInlineSnapshot(`
     {
       "fix": "write it like "shop-api".",
       "id": "data-stream-malformed",
       "severity": "error",
       "what": ""Shop" cannot be part of a data stream's name: a-z, 0-9, "." and "_", 100 characters at most.",
       "where": "Shop.name",
       "why": "Elasticsearch refuses capitals, spaces and \\ / * ? " < > | , # : and the lines of the component with them.",
     }
    `);
  });
});
