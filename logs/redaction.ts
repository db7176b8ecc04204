import { eventKind, eventReason, message } from "./fields";
import { patternOfError } from "./parts/error-pattern";
import { painless } from "./parts/painless";
import type { Pipeline } from "./processor";
import { redactionRules } from "./redaction/rules";
import { mayMatch, putTextsBack, takeTexts, texts } from "./redaction/texts";

/** All that is left of a document that could not be redacted. */
const harmless = ["@timestamp", "data_stream"];

/**
 * The pipeline that every line goes through last, also one that no pipeline could read: secrets and what is known of
 * persons are taken out of all its texts, whichever field they stand in. What cannot be redacted is not stored; that
 * there was a line is.
 */
export const redaction: Pipeline = {
  name: "monitoring-redact",
  description: "Takes secrets and personal data out of all texts of a line.",
  processors: [
    // Some shippers keep the line a second time.
    { remove: { tag: "remove-original", field: "event.original", ignore_missing: true } },
    takeTexts,
    ...redactionRules.map((rule) => ({
      gsub: {
        tag: `redact-${rule.name}`,
        if: mayMatch(rule),
        field: texts,
        pattern: rule.pattern,
        replacement: rule.replacement,
      },
    })),
    putTextsBack,
    // Of the redacted text: what has been replaced by signs no longer looks like the secret it was.
    patternOfError,
  ],
  onFailure: [
    {
      script: {
        tag: "drop-texts",
        lang: "painless",
        description: "nothing of the line, but when it was written and where to",
        params: { harmless, service: "service" },
        source: painless(`
          def service = ctx.service instanceof Map ? ctx.service.name : null;
          for (def key : new ArrayList(ctx.keySet()))
            if (!key.startsWith('_') && !params.harmless.contains(key)) ctx.remove(key);
          if (service instanceof String && service.length() <= 63) ctx.service = ['name': service];
        `),
      },
    },
    { set: { tag: "mark", field: eventKind.name, value: "pipeline_error" } },
    { set: { tag: "say-so", field: message.name, value: "This line could not be redacted, so its text was dropped." } },
    { set: { tag: "say-where", field: eventReason.name, value: "{{{_ingest.on_failure_processor_tag}}}" } },
  ],
};
