// The event stream: declared events, subscribers with exactly-once effect, and readers for live views.
export { defineEvent, type EventDefinition } from './define.ts';
export { type CityEvent, type Position, positionOf, readAfter, startPosition } from './outbox.ts';
export { type Subscription, Dispatcher, releaseDeadLetters, deadLetters } from './dispatcher.ts';
export { EventTail, type TailListener } from './tail.ts';
