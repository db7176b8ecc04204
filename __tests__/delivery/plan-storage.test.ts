import { describe, expect, it } from "@jest/globals";
import { planStorageOf } from "../../delivery/plan-storage";
import { local } from "../../environments/local";
import { staging } from "../../environments/staging";
import { Failed } from "../../findings/failed";

describe("where plans are kept", () => {
  it("is beside the state, under the name of the run", () => {
    const bucket = staging.backend.kind === "s3" ? staging.backend.bucket : "";
    expect(planStorageOf(staging, "4711")).toEqual({ bucket, region: "eu-central-1", prefix: "plans/4711/" });
  });

  it("is nowhere beside a file: whoever asks for it is told so, and nothing is planned", () => {
    expect(() => planStorageOf(local, "4711")).toThrow(Failed);
    expect(() => planStorageOf(local, "4711")).toThrow("--keep 4711: the state of local is a file");
  });
});
