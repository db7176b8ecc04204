import { describe, expect, it } from "@jest/globals";
import { table } from "../../synthesis/table";
import { plain } from "../support/plain-text";

describe("a table for the terminal", () => {
  it("aligns words to the left and numbers to the right, and lets the end of a short row run on", () => {
    const rows = [
      ["place", "name", "signals", "owner"],
      ["1", "shop-api", "12", "storefront"],
      ["10", "a database", "", "platform"],
      ["11", "bucket", "not here, and the reason is longer than the column"],
      ["and 300 more"],
    ];
    expect(plain(table(rows))).toMatchInlineSnapshot(`
     place  name        signals  owner
         1  shop-api         12  storefront
        10  a database           platform
        11  bucket      not here, and the reason is longer than the column
     and 300 more
    `);
  });
});
