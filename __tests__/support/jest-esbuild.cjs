// TypeScript for jest through esbuild: types are checked by `npm run typecheck`, here only speed counts.
const crypto = require("node:crypto");
const { basename } = require("node:path");
const esbuild = require("esbuild");

const options = { loader: "ts", format: "cjs", target: "node20", sourcemap: "inline" };

// Nothing of it depends on where the project lies: what was made in one clone serves in all, and in copies of it.
module.exports = {
  process: (source, file) => ({ code: esbuild.transformSync(source, { ...options, sourcefile: basename(file) }).code }),
  getCacheKey: (source, file) =>
    crypto
      .createHash("sha256")
      .update(esbuild.version + JSON.stringify(options) + basename(file) + source)
      .digest("hex"),
};
