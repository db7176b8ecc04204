import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import rooms from "../rooms.json";

const root = join(__dirname, "..");

/** Not of the program: they may import every room, and no room may import them. */
const around = ["__tests__", "scripts"];
/** Packages, installed and of this repository, and what is generated. */
const notRooms = ["node_modules", "packages", "cdktf.out"];

const holdsTypeScript = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).some((file) => file.endsWith(".ts"));

describe("the map of the rooms", () => {
  it("has every file and folder of the program, so that lint knows what each may import", () => {
    const tops = readdirSync(root, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith(".") && ![...around, ...notRooms].includes(name))
      .filter((entry) => (entry.isDirectory() ? holdsTypeScript(entry.name) : entry.name.endsWith(".ts")))
      .map(({ name }) => name);
    expect(Object.keys(rooms).sort()).toEqual(tops.sort());
    for (const folder of around) expect(existsSync(join(root, folder))).toBe(true);
  });

  it("is explained, room by room, in decision 1", () => {
    const decision = readFileSync(join(root, "docs/decisions/0001-rooms.md"), "utf8");
    const unexplained = Object.keys(rooms).filter((room) => !new RegExp(`^\\|[^|]*\`${room}/?\``, "m").test(decision));
    expect(unexplained).toEqual([]);
  });

  it("stands in an order in which imports only point down", () => {
    const order = Object.keys(rooms);
    for (const [room, below] of Object.entries(rooms))
      for (const other of below) expect(order.indexOf(other)).toBeGreaterThan(order.indexOf(room));
  });
});
