import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Tells `test.mjs` how many tests passed, and the names of those that failed or were skipped. */
export default class CountReporter {
  onTestRunEnd(modules, errors) {
    const told = {
      passed: 0,
      failed: errors.map((error) => named('Outside any test', [error])),
      skipped: [],
    };
    for (const module of modules) {
      const file = module.relativeModuleId ?? module.moduleId;
      // A file that could not be read has no tests to fail, and a suite whose set-up fell skips its own.
      for (const error of module.errors()) told.failed.push(named(file, [error]));
      for (const suite of module.children.allSuites())
        for (const error of suite.errors())
          told.failed.push(named(`${file} › ${suite.fullName}`, [error]));
      for (const test of module.children.allTests()) {
        const { state, errors: why } = test.result();
        const name = `${file} › ${test.fullName}`;
        if (state === 'passed') told.passed += 1;
        else if (state === 'failed') told.failed.push(named(name, why ?? []));
        else told.skipped.push(name);
      }
    }
    writeFileSync(process.env.GOODTERMS_COUNTS, JSON.stringify(told));
  }
}

/** One line: where, and the beginning of why. */
function named(where, errors) {
  const why = errors
    .map(({ message }) => String(message).split('\n').slice(0, 3).join(' '))
    .join('; ');
  return why === '' ? where : `${where}: ${stripVTControlCharacters(why).slice(0, 400)}`;
}
