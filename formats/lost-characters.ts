import type { FileProblem } from './bank-statement.ts';

/** Said of a text in which '\uFFFD' stands for letters that somebody lost on the way. */
export function lostCharacters(damaged: boolean): FileProblem[] {
  if (!damaged) return [];
  return [
    {
      where: 'file',
      what: 'some characters were lost before the file reached us',
      advice: 'Fetch the file again without converting it, if names matter.',
      severity: 'warning',
    },
  ];
}
