import { describe, expect, it } from "@jest/globals";
import { checkSystem } from "../../model/check";
import type { HttpService } from "../../model/http-service";
import { exampleService, exampleSystem } from "./example";

const findings = (changes: Partial<HttpService>) => checkSystem(exampleSystem(exampleService(changes)));
const ids = (probe: string) => findings({ probe: probe as "/" }).map(({ id, where }) => `${id} at ${where}`);

describe("the route that is probed", () => {
  it.each(["/", "/healthz", "/status/live.json", "/a;b=1/@me/~x", "/caf%C3%A9"])("may be %s", (probe) => {
    expect(ids(probe)).toEqual([]);
  });

  it.each([
    "",
    "healthz",
    "https://example.com/healthz",
    "/healthz?deep=1",
    "/healthz#top",
    "/orders/{orderId}",
    "/health z",
    "/gesundheit/ä",
    "/healthz\n",
  ])("is no path that can be asked for as it stands: %j", (probe) => {
    expect(ids(probe)).toEqual(["probe-malformed at example-api.probe"]);
  });

  it("is none of the routes: its requests are not counted", () => {
    const [finding, ...others] = findings({ probe: "/api/examples" });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ id: "probe-is-counted", severity: "error", where: "example-api.probe" });
  });
});
