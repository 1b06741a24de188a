// Live views over server-sent events: topics fed by the event stream, resumed by Last-Event-ID, merged for slow readers.
export { type LiveTopic, LiveHub } from './hub.ts';
export { liveRoutes } from './live.routes.ts';
