import type { Levels } from "../../model/levels";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import { watchdog } from "../watchdog";
import { evaluationsFail } from "./alerting";
import { ownCertificateExpires } from "./certificate";
import { overflow, spansRefused } from "./collectors";
import type { PlatformAlertFacts } from "./common";
import { rulesFail } from "./rules";
import { storageFails, storageFull } from "./storage";
import { seriesBudget, targetsDown } from "./targets";

/** The rules about the monitoring itself, by what they are about. */
export interface PlatformAlerts {
  readonly targetsDown: AlertRule;
  readonly seriesBudget: AlertRule;
  readonly rulesFail: Levelled;
  readonly storageFull: Levels<AlertRule>;
  readonly storageFails: AlertRule;
  readonly evaluationsFail: AlertRule;
  readonly spansRefused: AlertRule;
  readonly overflow: Levelled;
  /** Rules on the monitoring's own certificate. Absent where there is none, or nobody asks for it. */
  readonly certificate?: Levels<AlertRule>;
  /** The rule that always fires. Absent where nobody listens for it. */
  readonly watchdog?: AlertRule;
}

export const platformAlerts = (
  facts: PlatformAlertFacts,
  { heartbeat }: { /** Whether somebody outside listens for the watchdog. */ readonly heartbeat: boolean },
): PlatformAlerts => ({
  targetsDown: targetsDown(facts),
  seriesBudget: seriesBudget(facts),
  rulesFail: rulesFail(facts),
  storageFull: storageFull(facts),
  storageFails: storageFails(facts),
  evaluationsFail: evaluationsFail(facts),
  spansRefused: spansRefused(facts),
  overflow: overflow(facts),
  ...(facts.certificate && { certificate: ownCertificateExpires(facts) }),
  ...(heartbeat && { watchdog: watchdog(facts.owner) }),
});
