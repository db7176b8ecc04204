/** Lines that nobody writes by mistake; each says `marker` somewhere, and none may be lost. */
export const marker = "still here";

const nested = (depth: number, open: string, close: string): string =>
  `${open.repeat(depth)}"${marker}"${close.repeat(depth)}`;

const megabyte = 2 ** 20;
const filled = (part: string): string => part.repeat(Math.ceil(megabyte / part.length));

export const hostileLines: Readonly<Record<string, string>> = {
  "an object 500 deep": `{"a":${nested(500, '{"a":', "}")}}`,
  "an object 5,000 deep": `{"a":${nested(5000, '{"a":', "}")}}`,
  "a list 500 deep": `{"a":${nested(500, "[", "]")}}`,
  "10,000 keys": JSON.stringify({
    ...Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, at])),
    msg: marker,
  }),
  "a list of 10,000": JSON.stringify({ msg: marker, list: Array.from({ length: 10_000 }, (_, at) => at) }),
  "keys that are one another's parts": `{"a":1,"a.b":2,"a.b.c":3,"message":"${marker}"}`,
  "empty keys and dots": `{"":1,".":2,"..":3,"a.":4,".b":5," ":6,"msg":"${marker}"}`,
  "the engine's own keys": `{"_id":"x","_index":"other","_routing":"x","_version":7,"_source":1,"_ingest":{"a":1},"msg":"${marker}"}`,
  "JavaScript's own keys": `{"__proto__":{"a":1},"constructor":{"prototype":1},"msg":"${marker}"}`,
  "the pipeline's own keys": `{"parsed":{"found":1},"texts":["a"],"attributes":{"a":1},"msg":"${marker}"}`,
  "objects and lists for texts": `{"message":{"a":"${marker}"},"level":["error"],"@timestamp":{"a":1},"trace.id":[1],"error":[{"message":1}]}`,
  "texts for numbers": `{"method":"GET","path":"/","status":"2e2","event.duration":"1e999","msg":"${marker}"}`,
  "numbers for texts": `{"method":7,"url":8,"level":1e99,"time":-1e99,"trace_id":1,"err":{"message":5},"msg":"${marker}"}`,
  "huge numbers": `{"event.duration":${"9".repeat(300)},"n":${"9".repeat(300)},"msg":"${marker}"}`,
  "a time long ago": `{"@timestamp":"0001-01-01T00:00:00Z","msg":"${marker}"}`,
  "a time far ahead": `{"@timestamp":"9999-12-31T23:59:59.999Z","msg":"${marker}"}`,
  "a script of a page": `<script>alert("${marker}")</script><img src=x onerror=alert(1)>`,
  "a script in JSON": `{"msg":"<script>${marker}</script>","<b>":"</b>"}`,
  "templates of Terraform": '${file("/etc/passwd")} %{if true}x%{endif} ' + marker,
  "templates of Logstash and Mustache": `%{[@metadata][x]} {{ctx}} {{{_ingest}}} {{#toJson}}ctx{{/toJson}} ${marker}`,
  "what Log4j once looked up": `\${jndi:ldap://127.0.0.1/a} ${marker}`,
  "NUL and other signs of control": `a\u0000b\u0007c\u001b[31m${marker}\u001b[0m`,
  "bytes that are no text": Buffer.from([0x61, 0xc3, 0x28, 0xff, 0x62]).toString("utf8") + marker,
  "half of a sign": `\ud800 ${marker}`,
  "words that go the other way": `\u202e ${marker}`,
  "1 MiB of words": `${marker} ${filled("lorem ipsum ")}`,
  "1 MiB without a space": `${marker}${filled("x")}`,
  "1 MiB of JSON": JSON.stringify({ msg: marker, more: filled("word ") }),
  "1 MiB of lines": `${marker}\n${filled("  at a line\n")}`,
  "1 MiB of quotes": `${marker} password="${filled('\\"')}`,
  "1 MiB of names of secrets": `${marker} ${filled("password")}`,
  "1 MiB of secrets": `${marker} ${filled("token=a ")}`,
  "1 MiB of at-signs": `${marker} ${filled("a@")}`,
  "1 MiB of beginnings of tokens": `${marker} ${filled("eyJ")}`,
  "1 MiB of queries": `${marker} ${filled("?a&b")}`,
  "1 MiB of addresses": `${marker} ${filled("://a:")}`,
  "1 MiB of digits": `${marker} ${filled("4111 ")}`,
  "1 MiB of dots": `${marker} ${filled("1.2.3.")}`,
  "1 MiB of keys of PEM": `${marker} ${filled("-----BEGIN PRIVATE KEY-----")}`,
  "1 MiB of escapes": `${marker} secret=\\"${filled("\\")}`,
  "1 MiB of Bearers": `${marker} ${filled("Bearer ")}`,
  "1 MiB of pairs": `level=info msg="${marker}" ${filled("a=b ")}`,
  "1 MiB of one address": `10.0.0.1 - - [14/Mar/2026:09:26:53 +0000] "GET /${filled("a/")}?${marker} HTTP/1.1" 200 1`,
};
