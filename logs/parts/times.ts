import type { ScriptProcessor } from "../processor";
import { painless } from "./painless";

/**
 * Lines are read within seconds. A clock that differs by more is wrong, or the line tells of another time than its own.
 */
const credibleWithin = 3_600_000;

/**
 * Takes the time at which the line was written, by its own words: ISO 8601 and what is close to it, the access log's
 * form, seconds or milliseconds since 1970. A time without a zone is one of UTC. Otherwise the time stays at which it
 * was read: that of the container's runtime.
 */
export const takeTime = {
  script: {
    tag: "time",
    if: "ctx.parsed.found?.time != null",
    lang: "painless",
    description: "the line's own time, if it can be true",
    params: { credibleWithin },
    source: painless(`
      def time = ctx.parsed.found.time;
      ZonedDateTime own = null;
      try {
        if (time instanceof Number) {
          double number = time.doubleValue();
          own = Instant.ofEpochMilli((long) Math.round(number < 1e11 ? number * 1000 : number < 1e14 ? number : number < 1e17 ? number / 1e3 : number / 1e6)).atZone(ZoneId.of('Z'));
        } else {
          String text = time.toString().trim();
          if (text.length() > 11 && text.charAt(2) == (char) '/') {
            own = ZonedDateTime.parse(text, DateTimeFormatter.ofPattern('dd/MMM/yyyy:HH:mm:ss Z', Locale.ENGLISH));
          } else if (text.length() >= 19 && text.length() < 40) {
            String clock = text.substring(11).replace(',', '.').replace(' ', '');
            int zone = clock.lastIndexOf('+');
            if (zone < 0) zone = clock.lastIndexOf('-');
            if (zone > 0 && clock.length() - zone == 5) clock = clock.substring(0, zone + 3) + ':' + clock.substring(zone + 3);
            if (zone < 0 && !clock.endsWith('Z')) clock += 'Z';
            own = ZonedDateTime.parse(text.substring(0, 10).replace('/', '-') + 'T' + clock);
          }
        }
        ZonedDateTime read = ZonedDateTime.parse(ctx['@timestamp'].toString());
        if (own != null && Math.abs(ChronoUnit.MILLIS.between(own, read)) <= params.credibleWithin) {
          ctx['@timestamp'] = own.withZoneSameInstant(ZoneId.of('Z')).format(DateTimeFormatter.ISO_INSTANT);
          return;
        }
      } catch (DateTimeException e) {}
      if (ctx.attributes == null) ctx.attributes = new ArrayList();
      ctx.attributes.add('time=' + time);
    `),
  },
} satisfies ScriptProcessor;
