// TypeScript for jest through esbuild: types are checked by `npm run typecheck`, here only speed counts.
const crypto = require("node:crypto");
const esbuild = require("esbuild");

const options = { loader: "ts", format: "cjs", target: "node20", sourcemap: "inline" };

module.exports = {
  process: (source, file) => ({ code: esbuild.transformSync(source, { ...options, sourcefile: file }).code }),
  getCacheKey: (source, file) =>
    crypto
      .createHash("sha256")
      .update(esbuild.version + JSON.stringify(options) + file + source)
      .digest("hex"),
};
