import { describe, expect, it } from "@jest/globals";
import { stopAll } from "./stop-all";

describe("stopping all", () => {
  it("stops one after the other, what never started aside, and what comes after one that fails; then that is told", async () => {
    const stopped: string[] = [];
    const one = (name: string, failure?: Error) => ({
      stop: () => {
        stopped.push(name);
        return failure ? Promise.reject(failure) : Promise.resolve();
      },
    });
    const failing = stopAll(
      one("a"),
      undefined,
      one("b", new Error("b ended")),
      one("c", new Error("c too")),
      one("d"),
    );
    await expect(failing).rejects.toThrow("b ended");
    expect(stopped).toEqual(["a", "b", "c", "d"]);
    await expect(stopAll(undefined)).resolves.toBeUndefined();
  });
});
