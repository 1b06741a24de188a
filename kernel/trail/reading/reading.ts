// Reading the trail: a person their own entries, inspectors everybody's readings, and erasing a person.
export { eraseFromTrail } from './erase.action.ts';
export { findOwnEntry, type OwnEntry, readOwnEntries } from './own-entries.store.ts';
export { type DayOfReading, readReadings, readReadingsOf } from './readings.store.ts';
