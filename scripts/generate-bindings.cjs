// Makes lib/ of a package of bindings, JavaScript and types, from its committed schema: no network, no terraform.
// npm runs it as the package's `prepare`, in the package's folder.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

// Terraform's default for an address without a host. Only the links to documentation in the types contain it.
const host = "registry.terraform.io";

const root = path.join(__dirname, "..");
const folder = process.cwd();
const { name, version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
const schemaFile = path.join(root, "schemas", `${name.slice("@cdktf/provider-".length)}.json`);
const src = path.join(folder, "src");
const lib = path.join(folder, "lib");
const stampFile = path.join(lib, ".made-from");

/** Of all that lib/ is made from: unchanged, nothing has to be made again. */
function fingerprint() {
  const tools = ["@cdktf/provider-generator", "cdktf", "codemaker", "esbuild", "typescript"];
  const hash = createHash("sha256").update(`${name}@${version}`);
  for (const tool of tools) hash.update(require(`${tool}/package.json`).version);
  for (const file of [schemaFile, require.main.filename]) hash.update(fs.readFileSync(file));
  return hash.digest("hex");
}

async function writeSources() {
  // Loading @cdktf/commons runs `terraform version`, and calls home when that fails. Neither is of use here.
  process.env.TERRAFORM_BINARY_NAME = "true";
  process.env.CHECKPOINT_DISABLE = "1";
  const { ConstructsMakerProviderTarget, Language, TerraformProviderConstraint } = require("@cdktf/commons");
  // The package's root needs jsii-pacmak, which it doesn't declare.
  const generator = "@cdktf/provider-generator/lib/get/generator/provider-generator";
  const { TerraformProviderGenerator } = require(generator);
  const { CodeMaker } = require("codemaker");

  const { source, ...schema } = JSON.parse(fs.readFileSync(schemaFile, "utf8"));
  const address = `${host}/${source}`;
  const provider = new TerraformProviderGenerator(new CodeMaker(), {
    provider_schemas: { [address]: schema },
    // Makes `required_providers` demand this very version; the constraint below then has no say.
    provider_versions: { [address]: version },
  });
  provider.generate(new ConstructsMakerProviderTarget(new TerraformProviderConstraint(source), Language.TYPESCRIPT));
  await provider.save(src);
  // The modules of the resources, `<resource>/index.ts`; the index over all of them has no use and costs most to load.
  const modules = path.join(src, "providers", source.split("/")[1]);
  for (const index of ["index.ts", "lazy-index.ts"]) fs.rmSync(path.join(modules, index));
  return modules;
}

function writeJavaScript(modules, files) {
  return require("esbuild").build({
    entryPoints: files,
    outbase: modules,
    outdir: lib,
    format: "cjs",
    platform: "node",
    target: "node20",
    // A field that is only declared must not overwrite what the base class put there.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
}

function writeTypes(modules, files) {
  const ts = require("typescript");
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    types: [],
    strict: true,
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: modules,
    outDir: lib,
  });
  const { diagnostics } = program.emit();
  if (diagnostics.length > 0) {
    throw new Error(
      diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")).join("\n"),
    );
  }
}

async function main() {
  const stamp = fingerprint();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp) {
    console.log(`${name}@${version}: up to date`);
    return;
  }
  const started = Date.now();
  for (const made of [src, lib]) fs.rmSync(made, { recursive: true, force: true });
  const modules = await writeSources();
  const files = fs
    .readdirSync(modules, { recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(modules, file));
  const javaScript = writeJavaScript(modules, files);
  writeTypes(modules, files);
  await javaScript;
  fs.rmSync(src, { recursive: true });
  fs.writeFileSync(stampFile, stamp);
  console.log(`${name}@${version}: ${files.length} modules in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
