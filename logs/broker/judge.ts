import { levelNames } from "../parts/levels";
import type { Processor } from "../processor";

/** Processor that tells level, alarm and error by what the text says in its own words. */
export const judge: Processor = {
  script: {
    tag: "judge",
    lang: "painless",
    description: "level, alarm and error",
    params: { levelNames },
    source: `
      String firstBetween(String text, String after, String end) {
        int start = text.indexOf(after);
        if (start < 0) return null;
        start += after.length();
        int stop = text.indexOf(end, start);
        return text.substring(start, stop < 0 ? text.length() : stop).trim();
      }

      Map parsed = ctx.parsed;
      Map rabbitmq = ctx.rabbitmq;
      String event = rabbitmq.event;
      String text = parsed.text;
      if (rabbitmq.connection != null) rabbitmq.connection = '<' + rabbitmq.connection + '>';
      if (parsed.process != null) rabbitmq.process = parsed.process;
      if (ctx.log == null) ctx.log = new HashMap();
      ctx.log.level = event == 'continuation' ? 'info' : params.levelNames.getOrDefault(parsed.level, 'info');
      ctx.message = text;

      if (event == 'alarm-set' || event == 'alarm-cleared') {
        int end = text.indexOf(' ');
        rabbitmq.alarm = text.startsWith('file descriptor') ? 'file_descriptor' : text.substring(0, end < 0 ? text.length() : end);
      }
      boolean bad = ctx.log.level == 'error' || ctx.log.level == 'fatal';
      if (!bad && event != 'failed-login' && event != 'connection-error') return;

      // What went wrong stands below the line that says where.
      int below = text.indexOf(':\n');
      String what = below > 0 && event != 'crash' ? text.substring(below + 2).trim() : text;
      String type = event;
      if (event == 'channel-error') {
        String condition = firstBetween(what, ' exception ', ':');
        if (condition != null && condition.length() < 64) type = condition;
      } else if (event == 'crash') {
        String exit = firstBetween(text, 'exception ', '\n');
        if (exit == null) exit = firstBetween(text, 'Reason for termination ==\n** ', '\n');
        if (exit == null) exit = firstBetween(text, 'exit value:\n', '\n');
        if (exit == null) exit = firstBetween(text, 'reason: ', '\n');
        String who = firstBetween(text, 'initial call: ', '\n');
        if (exit != null) what = exit + (who == null ? '' : ' in ' + who);
      } else if (what.startsWith('{')) {
        String condition = firstBetween(what, '{', ',');
        if (condition != null && condition.length() < 64) type = condition;
      }
      ctx.error = ['type': type, 'message': what.length() > 2048 ? what.substring(0, 2048) + ' …' : what];
    `,
  },
};
