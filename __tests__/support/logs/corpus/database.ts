import { createHash } from "node:crypto";
import type { CorpusLine, Draw, LineMaker } from "./corpus";
import { corpus } from "./corpus";

/**
 * Lines of PostgreSQL as RDS exports them, with `log_line_prefix` `%t:%r:%u@%d:[%p]:`. Their forms were written by
 * PostgreSQL 15 with that very prefix; what stands in them is drawn.
 */
export const databaseCorpus = (count = 240): CorpusLine[] => corpus(makers, count, 5432);

interface Session {
  /** All before the severity. */
  readonly prefix: string;
  readonly pid: number;
  readonly expected: CorpusLine["expected"];
}

/** `%t` has no fractions of a second. */
const second = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);
const stamp = (at: Date): string => `${second(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

function session(draw: Draw, at: Date): Session {
  const address = draw.oneOf([`10.0.${draw.number(1, 9)}.${draw.number(2, 250)}`, "fd12:3456::17"] as const);
  const user = draw.oneOf(["shop", "shop_readonly", "rdsadmin", "reports@sales"] as const);
  const database = draw.oneOf(["shop", "rdsadmin"] as const);
  const pid = draw.number(300, 32000);
  return {
    prefix: `${stamp(at)}:${address}(${draw.number(1024, 65535)}):${user}@${database}:[${pid}]:`,
    pid,
    expected: {
      "@timestamp": second(at).toISOString(),
      "client.address": address,
      "user.name": user,
      "postgresql.database": database,
      "process.pid": pid,
    },
  };
}

function background(draw: Draw, at: Date): Session {
  const pid = draw.number(300, 700);
  return {
    prefix: `${stamp(at)}::@:[${pid}]:`,
    pid,
    expected: { "@timestamp": second(at).toISOString(), "process.pid": pid },
  };
}

const said = (severity: string, event: string, message: string, level = "info") => ({
  message,
  "log.level": level,
  "postgresql.severity": severity,
  "postgresql.event": event,
});

const failed = (severity: string, event: string, message: string, pattern: string, level = "error") => ({
  ...said(severity, event, message, level),
  "error.message": message,
  "error.type": event,
  "error.pattern": pattern,
});

interface Statement {
  readonly sql: string;
  /** What is left of it. */
  readonly query: string;
}

const statements: readonly [Statement, ...Statement[]] = [
  {
    sql: "SELECT id, email FROM customers WHERE email = 'anna.schmidt@example.com' AND active",
    query: "SELECT id, email FROM customers WHERE email = ? AND active",
  },
  {
    sql: "select * from orders where id in (17, 18, 19) and total > 12.50 limit 20",
    query: "select * from orders where id in (?) and total > ? limit ?",
  },
  {
    sql: "INSERT INTO addresses (customer_id, street) VALUES (17, 'O''Brien St. 5'), (18, E'Caf\\'e 1')",
    query: "INSERT INTO addresses (customer_id, street) VALUES (?)",
  },
  {
    sql: "UPDATE stock SET amount = amount - 3, price=-1.5e-3 WHERE sku = $1 /* for anna@example.com */ -- and more",
    query: "UPDATE stock SET amount = amount - ?, price=? WHERE sku = $1",
  },
  {
    sql: 'SELECT "order", t2.col_1 FROM "Orders 2026" t2 WHERE note = $tag$it\'s 5$tag$ AND iban = \'DE89370400440532013000\'',
    query: 'SELECT "order", t2.col_1 FROM "Orders 2026" t2 WHERE note = ? AND iban = ?',
  },
  {
    sql: "SELECT price FROM models\n\tWHERE id = 0x1F\n\tAND material = 'PLA",
    query: "SELECT price FROM models WHERE id = ? AND material = ?",
  },
];
const statement = (draw: Draw) => draw.oneOf(statements);

const asked = ({ query }: Pick<Statement, "query">) => ({
  "postgresql.query": query,
  "postgresql.query_fingerprint": createHash("sha256")
    .update(query.toLowerCase().replaceAll(" ", ""))
    .digest("hex")
    .slice(0, 16),
});

const slow: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const { sql, query } = statement(draw);
  const thousandths = draw.number(500_000, 9_000_000);
  const duration = `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, "0")}`;
  const phase = draw.oneOf(["statement", "execute <unnamed>", "parse P_1", "bind P_1", "execute fetch from S_2/C_3"]);
  return {
    line: `${prefix}LOG:  duration: ${duration} ms  ${phase}: ${sql}`,
    expected: {
      ...expected,
      ...said("LOG", "slow-statement", `duration: ${duration} ms  ${phase}: ${query}`),
      ...asked({ query }),
      "event.duration": thousandths * 1000,
      "postgresql.phase": phase.split(" ")[0] ?? "",
    },
  };
};

const slowWithParameters: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const sql = "SELECT * FROM carts WHERE customer = $1 AND basket = $2";
  return {
    line: `${prefix}LOG:  duration: 812.004 ms  execute <unnamed>: ${sql}\n${prefix}DETAIL:  parameters: $1 = '4711', $2 = 'tok_${draw.hex(8)}'`,
    expected: {
      ...expected,
      ...said("LOG", "slow-statement", `duration: 812.004 ms  execute <unnamed>: ${sql}`),
      ...asked({ query: sql }),
      "event.duration": 812_004_000,
      "postgresql.phase": "execute",
      "postgresql.detail": "parameters: ?",
    },
  };
};

const traced: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const trace = `4${draw.hex(31)}`;
  return {
    line: `${prefix}LOG:  duration: 1500.250 ms  statement: SELECT 1 /*traceparent='00-${trace}-00f067aa0ba902b7-01'*/`,
    expected: {
      ...expected,
      ...said("LOG", "slow-statement", "duration: 1500.250 ms  statement: SELECT ?"),
      ...asked({ query: "SELECT ?" }),
      "event.duration": 1_500_250_000,
      "postgresql.phase": "statement",
      "trace.id": trace,
    },
  };
};

const ddl: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const sql = 'ALTER TABLE orders ADD COLUMN "note 2" text';
  return {
    line: `${prefix}LOG:  statement: ${sql};`,
    expected: {
      ...expected,
      ...said("LOG", "statement", `statement: ${sql}`),
      ...asked({ query: sql }),
      "postgresql.phase": "statement",
    },
  };
};

const duplicate: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const message = 'duplicate key value violates unique constraint "customers_email_key"';
  return {
    line: [
      `${prefix}ERROR:  ${message}`,
      `${prefix}DETAIL:  Key (lower(email), tenant)=(anna${draw.number(1, 99)}@example.com, 5) already exists.`,
      `${prefix}STATEMENT:  INSERT INTO customers (email) VALUES ('anna@example.com')`,
    ].join("\n"),
    expected: {
      ...expected,
      ...failed("ERROR", "failed-statement", message, "duplicate key value violates unique constraint *"),
      ...asked({ query: "INSERT INTO customers (email) VALUES (?)" }),
      "postgresql.detail": "Key (lower(email), tenant)=(?) already exists.",
    },
  };
};

const checkViolated: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const message = 'new row for relation "orders" violates check constraint "orders_amount_check"';
  return {
    line: `${prefix}ERROR:  23514: ${message}\n${prefix}DETAIL:  Failing row contains (${draw.number(1, 999)}, anna@example.com, -1, null).\n${prefix}LOCATION:  ExecConstraints, execMain.c:2019\n${prefix}STATEMENT:  update orders set amount=-1 where id=${draw.number(1, 99)}`,
    expected: {
      ...expected,
      ...failed("ERROR", "failed-statement", message, "new row for relation * violates check constraint *"),
      ...asked({ query: "update orders set amount=? where id=?" }),
      "error.code": "23514",
      "postgresql.detail": "Failing row contains (?).",
      "postgresql.relation": "orders",
    },
  };
};

const wrongInput: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const message = 'invalid input syntax for type integer: "?"';
  return {
    line: `${prefix}ERROR:  invalid input syntax for type integer: "anna "quoted" ${draw.hex(4)}" at character 31\n${prefix}STATEMENT:  select * from orders where id = 'anna "quoted"'`,
    expected: {
      ...expected,
      ...failed(
        "ERROR",
        "failed-statement",
        `${message} at character 31`,
        "invalid input syntax for type integer: * at character #",
      ),
      ...asked({ query: "select * from orders where id = ?" }),
    },
  };
};

const inFunction: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  return {
    line: `${prefix}ERROR:  division by zero\n${prefix}CONTEXT:  SQL statement "SELECT price / 0 FROM models WHERE owner = 'anna'"\n\tPL/pgSQL function quote(integer) line 7 at RETURN\n${prefix}STATEMENT:  select quote(${draw.number(1, 999)})`,
    expected: {
      ...expected,
      ...failed("ERROR", "failed-statement", "division by zero", "division by zero"),
      ...asked({ query: "select quote(?)" }),
      "postgresql.context":
        "SQL statement SELECT price / ? FROM models WHERE owner = ? PL/pgSQL function quote(integer) line ? at RETURN",
    },
  };
};

const copied: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const message = "extra data after last expected column";
  return {
    line: `${prefix}ERROR:  ${message}\n${prefix}CONTEXT:  COPY customers, line 3: "17,anna@example.com,${draw.hex(6)}"\n${prefix}STATEMENT:  COPY customers FROM stdin`,
    expected: {
      ...expected,
      ...failed("ERROR", "failed-statement", message, message),
      ...asked({ query: "COPY customers FROM stdin" }),
      "postgresql.context": "COPY customers, line 3: ?",
    },
  };
};

const statementTimeout: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const { sql, query } = statement(draw);
  const message = "canceling statement due to statement timeout";
  return {
    line: `${prefix}ERROR:  ${message}\n${prefix}STATEMENT:  ${sql}`,
    expected: { ...expected, ...failed("ERROR", "timeout", message, message), ...asked({ query }) },
  };
};

const deadlock: LineMaker = (draw, at) => {
  const { prefix, pid, expected } = session(draw, at);
  return {
    line: [
      `${prefix}ERROR:  deadlock detected`,
      `${prefix}DETAIL:  Process ${pid} waits for ShareLock on transaction 730; blocked by process 99.`,
      "\tProcess 99 waits for ShareLock on transaction 731; blocked by process 98.",
      `\tProcess ${pid}: update orders set qty=3 where id=1;`,
      "\tProcess 99: update orders set note='for Anna' where id=2",
      `${prefix}HINT:  See server log for query details.`,
      `${prefix}CONTEXT:  while updating tuple (0,1) in relation "orders"`,
      `${prefix}STATEMENT:  update orders set qty=3 where id=1;`,
    ].join("\n"),
    expected: {
      ...expected,
      ...failed("ERROR", "deadlock", "deadlock detected", "deadlock detected"),
      ...asked({ query: "update orders set qty=? where id=?" }),
      "postgresql.detail": [
        `Process ${pid} waits for ShareLock on transaction 730; blocked by process 99.`,
        "Process 99 waits for ShareLock on transaction 731; blocked by process 98.",
        `Process ${pid}: update orders set qty=? where id=?;`,
        "Process 99: update orders set note=? where id=?",
      ].join("\n"),
      "postgresql.hint": "See server log for query details.",
      "postgresql.context": 'while updating tuple (?) in relation "orders"',
      "postgresql.relation": "orders",
    },
  };
};

const lockWait: LineMaker = (draw, at) => {
  const { prefix, pid, expected } = session(draw, at);
  const verb = draw.oneOf(["still waiting for", "acquired"] as const);
  const message = `process ${pid} ${verb} AccessExclusiveLock on relation 16402 of database 16384 after 1000.123 ms`;
  return {
    line: `${prefix}LOG:  ${message}\n${prefix}DETAIL:  Process holding the lock: 7444. Wait queue: ${pid}.\n${prefix}STATEMENT:  lock table orders`,
    expected: {
      ...expected,
      ...said("LOG", "lock-wait", message),
      ...asked({ query: "lock table orders" }),
      "event.duration": 1_000_123_000,
      "postgresql.detail": `Process holding the lock: 7444. Wait queue: ${pid}.`,
    },
  };
};

const temporaryFile: LineMaker = (draw, at) => {
  const { prefix, pid, expected } = session(draw, at);
  const size = draw.number(8192, 900_000_000);
  const message = `temporary file: path "base/pgsql_tmp/pgsql_tmp${pid}.0", size ${size}`;
  return {
    line: `${prefix}LOG:  ${message}\n${prefix}STATEMENT:  select * from orders order by note offset 5`,
    expected: {
      ...expected,
      ...said("LOG", "temporary-file", message),
      ...asked({ query: "select * from orders order by note offset ?" }),
      "postgresql.temporary_bytes": size,
    },
  };
};

const audit: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const query = "select * from customers where email = ? and id = $1";
  return {
    line: `${prefix}LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,"select * from customers where email = 'anna@example.com' and id = $1",Anna`,
    expected: {
      ...expected,
      ...said("LOG", "audit", `AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.customers,${query}`),
      ...asked({ query }),
    },
  };
};

const plain =
  (severity: string, event: string, message: string, of: typeof session = background): LineMaker =>
  (draw, at) => {
    const { prefix, expected } = of(draw, at);
    const level = severity === "WARNING" ? "warn" : "info";
    return {
      line: `${prefix}${severity}:  ${message}`,
      expected: { ...expected, ...said(severity, event, message, level) },
    };
  };

const refused =
  (event: string, message: string, pattern: string): LineMaker =>
  (draw, at) => {
    const { prefix, expected } = session(draw, at);
    return {
      line: `${prefix}FATAL:  ${message}`,
      expected: { ...expected, ...failed("FATAL", event, message, pattern) },
    };
  };

const received: LineMaker = (draw, at) => {
  const pid = draw.number(300, 32000);
  const message = "connection received: host=10.0.3.21 port=43210";
  return {
    line: `${stamp(at)}:10.0.3.21(43210):[unknown]@[unknown]:[${pid}]:LOG:  ${message}`,
    expected: {
      "@timestamp": second(at).toISOString(),
      "client.address": "10.0.3.21",
      "process.pid": pid,
      ...said("LOG", "connection", message),
    },
  };
};

const authorized: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const message =
    "connection authorized: user=shop database=shop application_name=shop-api 1.17 SSL enabled (protocol=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384, bits=256)";
  return {
    line: `${prefix}LOG:  ${message}`,
    expected: { ...expected, ...said("LOG", "connection", message), "postgresql.application": "shop-api 1.17" },
  };
};

const failedLogin: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const message = 'password authentication failed for user "shop"';
  const detail = 'Connection matched pg_hba.conf line 13: "host all all all md5"';
  return {
    line: `${prefix}FATAL:  ${message}\n${prefix}DETAIL:  ${detail}`,
    expected: {
      ...expected,
      ...failed("FATAL", "failed-login", message, "password authentication failed for user *"),
      "postgresql.detail": detail,
    },
  };
};

const vacuum: LineMaker = (draw, at) => {
  const { prefix, expected } = background(draw, at);
  const message = `automatic vacuum of table "shop.public.orders": index scans: 0\n\tpages: 0 removed, ${draw.number(1, 999)} remain, 9 scanned (100.00% of total)\n\tsystem usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.00 s`;
  return {
    line: `${prefix}LOG:  ${message}`,
    expected: { ...expected, ...said("LOG", "autovacuum", message), "postgresql.relation": "shop.public.orders" },
  };
};

/** As they are where nobody joined them to the line that they add to. */
const detailAlone: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  return {
    line: `${prefix}DETAIL:  Key (email)=(anna@example.com) already exists.`,
    expected: {
      ...expected,
      ...said("DETAIL", "continuation", "Key (email)=(?) already exists."),
      "postgresql.detail": "Key (email)=(?) already exists.",
    },
  };
};

const statementAlone: LineMaker = (draw, at) => {
  const { prefix, expected } = session(draw, at);
  const { sql, query } = statement(draw);
  return {
    line: `${prefix}STATEMENT:  ${sql}`,
    expected: { ...expected, ...said("STATEMENT", "continuation", query), ...asked({ query }) },
  };
};

/** The text that it goes on with may have been in the middle of a value: `… note = 'for` and then this. */
const restAlone: LineMaker = () => ({
  line: "\tAnna' AND email = 'anna@example.com' LIMIT 5",
  expected: said("CONTINUATION", "continuation", "(goes on from the line before: 44 characters, not kept)"),
});

const panic: LineMaker = (draw, at) => {
  const { prefix, expected } = background(draw, at);
  const message = 'could not write to file "pg_wal/xlogtemp.4711": No space left on device';
  return {
    line: `${prefix}PANIC:  ${message}`,
    expected: {
      ...expected,
      ...failed("PANIC", "crash", message, "could not write to file *: No space left on device", "fatal"),
    },
  };
};

const makers: readonly LineMaker[] = [
  slow,
  slowWithParameters,
  traced,
  ddl,
  duplicate,
  checkViolated,
  wrongInput,
  inFunction,
  copied,
  statementTimeout,
  deadlock,
  lockWait,
  temporaryFile,
  received,
  authorized,
  failedLogin,
  vacuum,
  detailAlone,
  statementAlone,
  restAlone,
  panic,
  audit,
  plain("LOG", "checkpoint", "checkpoint starting: time"),
  plain(
    "LOG",
    "checkpoint",
    "checkpoint complete: wrote 583 buffers (28.5%); 1 WAL file(s) added, 0 removed, 0 recycled",
  ),
  plain(
    "LOG",
    "connection",
    "disconnection: session time: 0:00:01.212 user=shop database=shop host=10.0.3.21 port=43210",
    session,
  ),
  plain("LOG", "connection", "could not receive data from client: Connection reset by peer", session),
  plain("LOG", "lifecycle", "database system is ready to accept connections"),
  plain("LOG", "crash", "server process (PID 4711) was terminated by signal 9: Killed"),
  plain("LOG", "replication", 'logical replication apply worker for subscription "crm" has started'),
  plain("WARNING", "other", "there is no transaction in progress", session),
  plain("LOG", "other", "could not open statistics file"),
  refused(
    "failed-login",
    'no pg_hba.conf entry for host "10.0.3.9", user "shop", database "shop", no encryption',
    "no pg_hba.conf entry for host *, user *, database *, no encryption",
  ),
  refused(
    "connection-refused",
    "remaining connection slots are reserved for non-replication superuser connections",
    "remaining connection slots are reserved for non-replication superuser connections",
  ),
  refused("connection-refused", "sorry, too many clients already", "sorry, too many clients already"),
  plain("LOG", "out-of-resources", "out of memory"),
  refused(
    "connection",
    "terminating connection due to administrator command",
    "terminating connection due to administrator command",
  ),
];
