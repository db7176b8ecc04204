import { describe, expect, it } from "@jest/globals";
import { bootstrapNote } from "../../../commands/diff/bootstrap-note";
import { secret } from "../../../environments/contact-points";
import type { Environment } from "../../../environments/environment";
import { staging } from "../../../environments/staging";
import { system } from "../../../system";
import { days } from "../../../units/quantities";
import { sideOf } from "../../support/diff/side";

const noteOn = (changed: Environment) => bootstrapNote("staging", sideOf(system, staging), sideOf(system, changed));

describe("the stack that no pipeline applies", () => {
  it("is named where it changes, with the command: a secret besides has to be read by the roles", () => {
    const { notifications } = staging;
    const heartbeat = { kind: "webhook", name: "heartbeat", url: secret("another_url") } as const;
    expect(noteOn({ ...staging, notifications: { ...notifications, heartbeat } })).toContain(
      "`npm run bootstrap -- --environment staging` before this is merged",
    );
  });

  it("is not where another one does", () => {
    const { elk } = staging;
    expect(
      noteOn({ ...staging, elk: { ...elk, retention: { ...elk.retention, deleteAfter: days(6) } } }),
    ).toBeUndefined();
  });
});
