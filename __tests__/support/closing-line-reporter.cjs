/**
 * The last line of a run, alone: `N passed, N failed`. A test file that could not run counts as one failure. So does a
 * test that was skipped or left to do, unless the run was narrowed by name: a missing engine must never pass in
 * silence.
 */
class ClosingLineReporter {
  constructor(globalConfig) {
    this.narrowed = Boolean(globalConfig.testNamePattern);
    this.skipped = [];
  }

  onRunComplete(_contexts, results) {
    if (!this.narrowed) this.skipped = results.testResults.flatMap(({ testResults }) => testResults.filter(wasSkipped));
    for (const { status, fullName } of this.skipped) console.error(`${status}, counted as failed: ${fullName}`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + this.skipped.length;
    // Jest's own summary comes after the reporters; only the end of the process is after everything.
    if (!this.line) process.once("exit", () => process.stdout.write(this.line));
    this.line = `${results.numPassedTests} passed, ${failed} failed\n`;
    // Fires only if something else keeps the process alive.
    setTimeout(endWithoutEngines, patience).unref();
  }

  getLastError() {
    return this.skipped.length > 0 ? new Error(`${this.skipped.length} tests did not run`) : undefined;
  }
}

const patience = 10_000;

/** A test that failed half-way may have left an engine running; that must not hang the run. */
function endWithoutEngines() {
  console.error("Something was still running after the tests; ended it.");
  process.exit();
}

const wasSkipped = ({ status }) => ["pending", "skipped", "disabled", "todo"].includes(status);

module.exports = ClosingLineReporter;
