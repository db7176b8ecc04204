/**
 * The certificate by which pods are known within the cluster (constructs/tls.ts), for live tests:
 *
 *   const served = await servedCertificates();           // and `served.stop()` at the end
 *   arguments: args.map(served.asMounted)                // of synthesized values: /etc/monitoring-tls is a folder here
 *   scrapeConfigs(monitor, pods, served.authority)       // Prometheus believes as the monitor says
 *   scrapeConfigs(monitor, pods, served.otherAuthority)  // ... and must not, with this one: `up` is 0
 *   ready: () => probedOverTls(`https://${address}/-/ready`)
 *   await served.renew()                                 // as cert-manager and a kubelet do; `shownBy(address)` tells
 */
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { basename, join } from "node:path";
import { connect } from "node:tls";
import type { AskedOverTls } from "../../../constructs/tls";
import { toYaml } from "../../../constructs/yaml";
import { runToEnd } from "../../../engines/run/process";
import type { Guarded } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import { authorityKey, tlsNames, tlsSecret } from "../../../environments/names";
import { tlsFiles, tlsFolder, webConfig, webConfigName } from "../../../exporters/tls";

export interface ServedCertificates extends Guarded {
  /** What a pod finds at `tlsFolder`: tls.crt, tls.key, ca.crt and web.yaml. */
  readonly folder: string;
  /** A file: the certificate of the authority that signed. */
  readonly authority: string;
  /** A file: the certificate of one that signed nothing of this. */
  readonly otherAuthority: string;
  /** A text that names files as a pod sees them, with those of this machine. */
  readonly asMounted: (text: string) => string;
  /** The same authority signs anew, and the files change all at once, as a kubelet changes them. */
  readonly renew: () => Promise<void>;
  /** By the same authority, for one that is not of the namespace. */
  readonly certificateFor: (name: string) => Promise<Files>;
}

export const servedCertificates = (): Promise<ServedCertificates> =>
  inGuardedFolder("tls", async (guarded) => {
    const { path } = guarded;
    const config = guarded.write("openssl.cnf", settings(tlsNames));
    const ours = await newAuthority(path, config, "ours");
    const other = await newAuthority(path, config, "other");
    const mounted = join(path, "mounted");
    mkdirSync(mounted);
    let count = 0;
    const renew = async () => {
      const { certificate, key } = await signed(path, config, ours, `served-${(count += 1)}`, tlsNames[0]);
      mount(mounted, `..${count}`, {
        [basename(tlsFiles.certificate)]: readFileSync(certificate, "utf8"),
        [basename(tlsFiles.key)]: readFileSync(key, "utf8"),
        [basename(tlsFiles.authority)]: readFileSync(ours.certificate, "utf8"),
        [webConfigName]: toYaml(webConfig),
      });
    };
    await renew();
    return {
      folder: mounted,
      authority: ours.certificate,
      otherAuthority: other.certificate,
      asMounted: (text: string) => text.replaceAll(tlsFolder, mounted),
      renew,
      certificateFor: (name: string) => signed(path, guarded.write(`${name}.cnf`, settings([name])), ours, name, name),
    };
  }).then((started) => ({ ...started, folder: join(started.folder, "mounted") }));

/** How Prometheus is told of it, once the operator has put the Secret's key into a file. */
export function scrapedOverTls({ scheme, tlsConfig: { ca, serverName } }: AskedOverTls, authority: string) {
  if (ca.secret.name !== tlsSecret || ca.secret.key !== authorityKey)
    throw new Error(`nobody here has the authority ${JSON.stringify(ca)}`);
  return { scheme, tls_config: { ca_file: authority, server_name: serverName } };
}

/** Whether it is answered with a 2xx status: asked as a kubelet asks, which verifies nobody. */
export const probedOverTls = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(url, { rejectUnauthorized: false, timeout: 2000 }, (response) => {
      const { statusCode = 0 } = response.resume();
      resolve(statusCode >= 200 && statusCode < 300);
    });
    asked
      .on("timeout", () => asked.destroy())
      .on("error", () => resolve(false))
      .end();
  });

/** The serial number of the certificate that is shown there: each has its own. @param address host and port */
export const shownBy = (address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const [host = "", port] = address.split(":");
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    }).on("error", reject);
  });

interface Files {
  readonly certificate: string;
  readonly key: string;
}

/** What is signed has one Subject Alternative Name for each name: so cert-manager does it. */
const settings = (names: readonly string[]) => `
[req]
distinguished_name = subject
[subject]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[served]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
authorityKeyIdentifier = keyid
subjectAltName = ${names.map((name) => `DNS:${name}`).join(", ")}
`;

const newAuthority = (folder: string, config: string, name: string): Promise<Files> =>
  openssl(folder, name, ["-config", config, "-extensions", "authority", "-subj", `/CN=${name}`]);

const signed = (folder: string, config: string, by: Files, name: string, subject: string): Promise<Files> =>
  openssl(folder, name, [
    ...["-config", config, "-extensions", "served", "-subj", `/CN=${subject}`],
    ...["-CA", by.certificate, "-CAkey", by.key],
  ]);

async function openssl(folder: string, name: string, args: readonly string[]): Promise<Files> {
  const files = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  const { complaint } = await runToEnd("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "90"],
    ...["-out", files.certificate, "-keyout", files.key, ...args],
  ]);
  if (complaint) throw new Error(`openssl made no certificate: ${complaint}`);
  return files;
}

/** As a kubelet does it: a new folder beside the old one, and a link that leads from one moment on to the new one. */
function mount(folder: string, version: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, version));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, version, name), text);
  symlinkSync(version, join(folder, "..new"));
  renameSync(join(folder, "..new"), join(folder, "..data"));
  for (const name of Object.keys(files)) {
    symlinkSync(join("..data", name), join(folder, "..new"));
    renameSync(join(folder, "..new"), join(folder, name));
  }
}
