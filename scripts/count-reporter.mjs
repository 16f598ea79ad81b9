import { writeFileSync } from 'node:fs';

/** Tells `test.mjs` how many tests passed, how many failed, and the names of those skipped. */
export default class CountReporter {
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: errors.length, skipped: [] };
    for (const module of modules) {
      // A file that could not be read has no tests to fail, and a suite whose set-up fell skips its own.
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') counts.passed += 1;
        else if (state === 'failed') counts.failed += 1;
        else
          counts.skipped.push(`${module.relativeModuleId ?? module.moduleId} › ${test.fullName}`);
      }
    }
    writeFileSync(process.env.GOODTERMS_COUNTS, JSON.stringify(counts));
  }
}
