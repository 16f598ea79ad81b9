/** 'Chrome on Windows' of what a browser says of itself; itself where nothing is known in it. */
export function browserWords(userAgent: string): string {
  const browser = firstNamed(BROWSERS, userAgent);
  const system = firstNamed(SYSTEMS, userAgent);
  if (browser === undefined) return userAgent.slice(0, 60) || 'Unknown browser';
  return system === undefined ? browser : `${browser} on ${system}`;
}

/** In this order: most call themselves Chrome or Safari as well. */
const BROWSERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

function firstNamed(
  names: readonly (readonly [sign: RegExp, name: string])[],
  text: string,
): string | undefined {
  return names.find(([sign]) => sign.test(text))?.[1];
}
