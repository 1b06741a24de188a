// Which device a session is on, in words its owner recognises: browser and system, nothing finer.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bCocCoc|coc_coc_browser/i, 'Cốc Cốc'],
  [/\bZalo\b/i, 'Zalo'],
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** "Chrome · Android"; null when the header says nothing we know. */
export function deviceOf(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, 512);
  const found = [browsers, systems].map((list) => list.find(([pattern]) => pattern.test(text))?.[1]);
  return found.filter(Boolean).join(' · ') || null;
}
