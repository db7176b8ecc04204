import { describe, expect, it } from "@jest/globals";
import { checkFields } from "../../logs/check-fields";
import { field } from "../../logs/field";
import { duration, message } from "../../logs/fields";

const shop = (...fields: ReturnType<typeof field>[]) => ({ component: "shop-api", fields });
const crm = (...fields: ReturnType<typeof field>[]) => ({ component: "crm-api", fields });

describe("the check of fields", () => {
  it("finds nothing wrong with fields that two components share", () => {
    expect(checkFields([shop(message, duration), crm(message, duration)])).toEqual([]);
  });

  it("finds a name that has one type here and another there", () => {
    expect(checkFields([shop(duration), crm(field("event.duration", "keyword", "in words"))])).toMatchObject([
      {
        id: "field-with-two-types",
        where: "crm-api logs.event.duration",
        what: 'the field is "keyword" here and "long" in the logs of shop-api.',
      },
    ]);
  });

  it("finds a value that is an object as well", () => {
    const fields = [field("error", "keyword", "the error"), field("error.stack.trace", "keyword", "its trace")];
    expect(checkFields([shop(...fields)])).toMatchObject([
      { id: "field-is-object", where: "shop-api logs.error", fix: expect.stringContaining('"error.name"') as unknown },
    ]);
  });

  it("finds a name that one component lists with two types", () => {
    expect(checkFields([shop(duration, { ...duration, type: "double" })]).map(({ id }) => id)).toEqual([
      "field-with-two-types",
    ]);
  });
});
