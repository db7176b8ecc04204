import { describe, expect, it } from "@jest/globals";
import { costOf } from "../../../logs/patterns/cost";
import { expandGrok } from "../../../logs/patterns/grok";

describe("the cost of a regular expression", () => {
  it.each([
    ["nothing that repeats", "^abc$"],
    ["one repeat behind an anchor", "^(\\d{4}-\\d\\d) (\\w+) [^\\n]*$"],
    ["repeats that a sign keeps apart", '^"[^"]*" "[^"]*"$'],
    ["a repeat that cannot begin within what it matches", "(?<![\\w.])\\w+@"],
    ["a repeat at the end: once reached, it matches", "password=[^\\s]*+"],
    ["repeats that are bounded", "[\\w.-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}"],
    ["a group that is repeated a bounded number of times", '"[^"\\\\]*+(?:\\\\.[^"\\\\]*+){0,64}"'],
    ["flags within", "(?i)^a(?i:b|c)(?-i)d$"],
    ["classes within classes, and negated ones", "^[^[a-f]\\]\\d-]+x$"],
  ])("is none for %s", (_, pattern) => {
    expect(costOf(pattern, "java")).toBeUndefined();
  });

  it.each([
    ["a repeat of a repeat", "^(?:a+)+$", "more than one way"],
    ["alternatives that begin alike", "^(?:a|ab)*$", "more than one way"],
    ["parts of a loop that can be shorter or longer", "^(?:a{0,3}a{0,3}b)*$", "more than one way"],
    ["a bounded number of endless repeats", "(.*,){12}x", "more than one way"],
    ["two repeats that meet", "^\\w*\\d*x$", "share what they match"],
    ["two repeats with nothing else between", "^.*a.*b$", "share what they match"],
    ["a repeat that begins anywhere", "[xy]*z", "begins anew"],
    ["a repeat behind what it matches itself", "eyJ[\\w-]+\\.", "begins anew"],
    ["the end of a line, which may not be there", "c+$", "begins anew"],
    ["what a lookahead looks for", "^(?=.*a.*b)x", "share what they match"],
  ])("is found in %s", (_, pattern, reason) => {
    expect(costOf(pattern, "oniguruma")).toContain(reason);
  });

  it.each([
    // https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
    ["OWASP", "^(a+)+$"],
    ["OWASP", "([a-zA-Z]+)*$"],
    ["OWASP", "(a|aa)+$"],
    ["OWASP", "(a|a?)+$"],
    ["OWASP, of RegExLib", "^(([a-z])+.)+[A-Z]([a-z])+$"],
    // https://stackstatus.tumblr.com/post/147710624694/outage-postmortem-july-20-2016
    ["Stack Overflow, 34 minutes", "^[\\s\\u200c]+|[\\s\\u200c]+$"],
    // https://blog.cloudflare.com/details-of-the-cloudflare-outage-on-july-2-2019/
    ["Cloudflare, 27 minutes", "^(?:[\"'\\]}\\\\\\d`+-])+[)]*;?((?:\\s|-|~|!|\\|\\||\\+)*.*(?:.*=.*))$"],
    // Logstash's own, on lines that do not match: https://www.elastic.co/blog/do-you-grok-grok
    ["GREEDYDATA twice", "^(?:.*) (?:.*) status=(?:\\d+)$"],
  ])("is found in what is known for it: %s", (_, pattern) => {
    expect(costOf(pattern, "oniguruma")).toBeDefined();
  });

  it("is a stack without end where Java repeats a group", () => {
    const pattern = "^(?:,[^,]*)*$";
    expect(costOf(pattern, "oniguruma")).toBeUndefined();
    expect(costOf(pattern, "java")).toContain("overflows its stack");
  });

  it.each(["(a", "a)", "[a", "a\\", "(?~a)"])("cannot be told of what cannot be read: %s", (pattern) => {
    expect(() => costOf(pattern, "java")).toThrow(/, at "/);
  });
});

describe("a pattern of grok", () => {
  const definitions = { WORD: "[a-z]{1,20}", PAIR: "%{WORD:key}=%{WORD}", LOOP: "a%{POOL}", POOL: "%{LOOP}?" };

  it("is the regular expression that it stands for", () => {
    expect(expandGrok("^%{PAIR:pair} (?<rest.of.it>.*)%{WORD:n:int}$", definitions)).toBe(
      "^(?:(?:[a-z]{1,20})=(?:[a-z]{1,20})) (.*)(?:[a-z]{1,20})$",
    );
  });

  it("names what it names and nothing defines", () => {
    expect(expandGrok("%{PAIR} %{GREEDYDATA:rest}", definitions)).toEqual({ unknown: "GREEDYDATA" });
  });

  it("names what is part of itself", () => {
    expect(expandGrok("%{LOOP}", definitions)).toEqual({ endless: "LOOP" });
  });
});
