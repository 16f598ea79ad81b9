/** One check of the gate as it is kept with an attempt and shown to a person. */
export type ProvenCheck = {
  readonly check: string;
  readonly passed: boolean;
  readonly sentence: string;
};

/**
 * Reads the checks out of a proof. The gate stands to the right and says what it likes beside; a
 * check without a sentence is shown by its name.
 */
export function provenChecks(proof: Readonly<Record<string, unknown>>): ProvenCheck[] {
  const { checks } = proof;
  if (!Array.isArray(checks)) return [];
  return checks.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { check, passed, sentence } = one as Readonly<Record<string, unknown>>;
    if (typeof check !== 'string' || typeof passed !== 'boolean') return [];
    const said = typeof sentence === 'string' ? sentence : check.replaceAll('_', ' ');
    return [{ check, passed, sentence: said }];
  });
}
