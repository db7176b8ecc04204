const { basename } = require("node:path");

/** What a run may take on two cores, with the engines built, and the checks before the tests. */
const bar = 15 * 60;

/**
 * How long the run took, and what took longest. `STARTED` is when `npm test` began, in seconds: checks and engines come
 * first.
 */
class TimeReporter {
  onRunComplete(_contexts, { startTime, testResults }) {
    const now = Date.now();
    const slowest = testResults
      .map(({ testFilePath, perfStats: { start, end } }) => ({
        file: basename(testFilePath),
        seconds: (end - start) / 1000,
      }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 8)
      .map(({ file, seconds }) => `${file} ${seconds.toFixed(0)} s`);
    const began = Number(process.env.STARTED) * 1000 || startTime;
    const total = (now - began) / 1000;
    console.log(
      [
        `longest  ${slowest.join(", ")}`,
        `total    ${minutes(total)}: before the tests ${minutes((startTime - began) / 1000)}, tests ${minutes((now - startTime) / 1000)}; ${total > bar ? "OVER the bar" : "within the bar"} of ${minutes(bar)} with engines built`,
      ].join("\n"),
    );
  }
}

const minutes = (exact) => {
  const seconds = Math.round(exact);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

module.exports = TimeReporter;
