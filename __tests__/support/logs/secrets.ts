/** What must not be stored, in a text as programs write it. Made up, all of it, and in the right form. */
export interface Secret {
  readonly text: string;
  /** Parts of the text of which none may be found. */
  readonly never: readonly [string, ...string[]];
}

const secret = (text: string, ...never: [string, ...string[]]): Secret => ({ text, never });

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lLmRvZSJ9.c2lnbmF0dXJlLW9mLWphbmU";

export const secrets: readonly Secret[] = [
  // Under a name
  secret("login failed password=hunter2Hunter", "hunter2Hunter"),
  secret("login failed, password: S3cr3t!Pa$$", "S3cr3t!Pa$$"),
  secret('config {"password":"correct horse battery staple"}', "correct horse", "battery staple"),
  secret('config {"dbPassword":"with \\"quotes\\" inside"}', "with \\", "quotes", "inside"),
  secret(String.raw`got "{\"client_secret\":\"nested-Value-1\"}"`, "nested-Value-1"),
  secret("retry with passwd='single quoted pass'", "single quoted", "quoted pass"),
  secret("PGPASSWORD=pgSecret99 psql -h db", "pgSecret99"),
  secret("pwd=Sommer2026!", "Sommer2026"),
  secret("X-Api-Key: 9f8e7d6c5b4a39281706", "9f8e7d6c5b4a39281706"),
  secret("api_key=ak-livelivelive-11", "ak-livelivelive-11"),
  secret("apiKey => 'k3yk3yk3y'", "k3yk3yk3y"),
  secret("access_token=at.0123456789abcdef", "at.0123456789abcdef"),
  secret("refresh-token: rt_0123456789abcdef", "rt_0123456789abcdef"),
  secret("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI"),
  secret("User{name=7, password=Tr0ub4dor, role=admin}", "Tr0ub4dor"),
  secret("session_id=5e55105e55105e5510", "5e55105e55105e5510"),
  secret("JSESSIONID: none; sessionid=abcabcabc123123", "abcabcabc123123"),
  secret("otp=493817 accepted", "493817"),
  secret("cvv: 737", "737"),
  secret("credentials=svc-user:svc-pass", "svc-user", "svc-pass"),
  secret("private_key=MIIEvQIBADANBgkqhkiG", "MIIEvQIBADANBgkqhkiG"),
  secret('changed {"passwords":["first-Pass-1","second, Pass-2"],"by":7}', "first-Pass-1", "second", "Pass-2"),
  secret('connects {"credentials": {"user":"svc","value":"v4lu3-of-it"}}', "v4lu3-of-it"),
  secret("token: abcd1234abcd,token: efgh5678efgh", "abcd1234", "efgh5678"),
  secret("secret:one-Secret-1,secret='two Secret 2'", "one-Secret-1", "two Secret"),
  secret("password = a1b2c3d4=password = e5f6a7b8", "a1b2c3d4", "e5f6a7b8"),
  // Headers
  secret("Authorization: Basic amFuZTpodW50ZXIy", "amFuZTpodW50ZXIy"),
  secret("Authorization: Bearer opaque-0a1b2c3d4e5f", "opaque-0a1b2c3d4e5f"),
  secret('authorization: Digest username="jane", response="6629fae4"', "6629fae4"),
  secret("Cookie: theme=dark; sid=s%3Aabc.def; cart=c4rt", "s%3Aabc.def", "c4rt"),
  secret("Set-Cookie: auth=YXV0aGF1dGg; HttpOnly", "YXV0aGF1dGg"),
  secret("sent Bearer ya29.a0AfH6SMBx7 to upstream", "ya29.a0AfH6SMBx7"),
  secret(`token was ${jwt}`, jwt, jwt.slice(0, 30), "c2lnbmF0dXJlLW9mLWphbmU"),
  // By their form
  secret("denied for AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
  secret("cloned with ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c"),
  secret("hook xoxb-123456789012-abcdefABCDEF", "xoxb-123456789012"),
  secret("charged by sk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
  secret("maps AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY", "AIzaSyD-9tSrke72PouQMnMX"),
  secret("mail by SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc", "ngeVfQFYQlKU0ufo8x5d1A"),
  secret("pushed with glpat-ABCDEFGHIJKLMNOPQRST", "glpat-ABCDEFGHIJKLMNOPQRST"),
  secret(
    "key -----BEGIN RSA PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA75\\nq0rYc6hT\\n-----END RSA PRIVATE KEY-----",
    "MIIEpAIBAAKCAQEA75",
    "q0rYc6hT",
  ),
  // In addresses
  secret("cannot reach postgres://shop:p4ssw0rd@db.internal:5432/shop", "p4ssw0rd"),
  secret("cannot reach amqp://mes:am:qp@p@rabbitmq:5672/", "am:qp@p", "am:qp"),
  secret("cannot reach mongodb%3A%2F%2Fcrm%3Am0ng0%40db", "m0ng0"),
  secret("GET /reset?token=r3s3t&mail=jane HTTP/1.1", "r3s3t", "=jane"),
  secret("GET /back?to=https%3A%2F%2Fshop%2F%3Fcode%3Dc0dec0de HTTP/1.1", "c0dec0de"),
  secret("callback &amp;state=st4test4te done", "st4test4te"),
  // Of persons
  secret("no account for jane.doe+shop@example.com", "jane.doe", "example.com"),
  secret("no account for jane.doe%40example.com", "jane.doe"),
  secret("bounced: <Jürgen.Müller@müller-example.de>", "Jürgen", "müller-example"),
  secret("paid with 4111 1111 1111 1111", "4111 1111", "1111 1111"),
  secret("paid with 5500-0055-5555-5559", "5500-0055"),
  secret("paid with 378282246310005", "378282246310005"),
  secret("paid with 4111111111111111, thanks", "4111111111111111"),
  secret("refund to DE89 3704 0044 0532 0130 00", "3704 0044", "0532"),
  secret("refund to GB82WEST12345698765432", "WEST12345698765432"),
  secret("called +49 170 1234567 twice", "170 1234567"),
  secret("called +14155552671", "14155552671"),
  secret("from 203.0.113.77 again", "203.0.113.77"),
  secret("from 2001:db8:85a3:8d3:1319:8a2e:370:7348", "370:7348", "1319"),
];

/** What looks a little like a secret and is none: whoever reads logs needs it as it is. */
export const ordinary: readonly string[] = [
  "order 2024112812345678 taken, lot 17-4711-0815",
  "trace 0af7651916cd43dd8448eb211c80319c span b7ad6b7169203331",
  "id 123e4567-e89b-12d3-a456-426614174000",
  "at 2026-03-14T09:26:53.123+01:00, then 14/Mar/2026:09:26:53 +0000",
  "1773480413123 and 1773480413123456789",
  "Unexpected token < in JSON at position 0",
  "basic authentication failed",
  "the password has expired",
  "12 passed, 3 failed; tokens: 4096; tokenizer=simple",
  "routing_key=orders.new queue=mes.orders key=7",
  "rabbit@rabbitmq-server-0.rabbitmq-nodes.messaging is up",
  "lodash@4.17.21 and com.example.Order@1b2c3d",
  "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "10.20.30.40:5432 refused, 192.168.1.17 too, and 127.0.0.1",
  "http://shop-api.shop.svc:8080/api/orders/4711 answered 500",
  "Chrome/126.0.0.0 Safari/537.36",
  "java.lang.IllegalStateException: cart 4711 is empty",
  "at com.example.shop.Payments.take(Payments.java:88)",
  "SELECT id FROM orders WHERE id = 4711",
  "version 16.0.1000.6, build 5.15.0-91-generic",
  "00:1b:44:11:3a:b7 joined; 12:34:56 left",
  "+0100 and -42 and +12.5 %",
  "FR-CA locale, DE12 hall, GB18 shelf",
];
