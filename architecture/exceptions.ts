/** Files that may be longer than a screen or two, each with the reason. */
export const LONG_FILES: Readonly<Record<string, string>> = {};
