/** @type {import("jest").Config} */
const common = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": "<rootDir>/__tests__/support/jest-esbuild.cjs" },
  setupFiles: ["<rootDir>/synthesis/fast-synth.ts"],
  snapshotSerializers: ["<rootDir>/__tests__/support/plain-text-serializer.ts"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
};
module.exports = {
  // Also on two cores: half of the tests wait for engines.
  maxWorkers: Math.max(3, require("node:os").availableParallelism() - 1),
  // By default it would write into the room of that name.
  coverageDirectory: "<rootDir>/node_modules/.cache/jest-coverage",
  reporters: [
    "default",
    "<rootDir>/__tests__/support/time-reporter.cjs",
    "<rootDir>/__tests__/support/closing-line-reporter.cjs",
  ],
  projects: [
    {
      ...common,
      id: "unit",
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/live/"],
    },
    { ...common, id: "live", displayName: "live", testMatch: ["<rootDir>/__tests__/live/**/*.test.ts"] },
  ],
};
