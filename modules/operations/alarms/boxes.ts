// The boxes of the list of alarms. Safe in a browser.
export const alarmBoxes = ['active', 'shelved', 'suppressed', 'out-of-service'] as const;
export type AlarmBox = (typeof alarmBoxes)[number];
