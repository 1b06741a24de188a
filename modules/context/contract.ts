// What other modules may know of context: its event, and how they publish what they know as entities of the city.
export { entitiesChanged } from './events.ts';
export { PublishedEntity } from './projections/published.ts';
export { type EntityPublisher, publisherOf } from './projections/publish.ts';
