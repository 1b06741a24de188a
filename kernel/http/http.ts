// HTTP as modules see it: routes, pages, answers, cursors. The server itself is composed in apps/server.
export {
  Answer,
  created,
  mount,
  type MountContext,
  type Language,
  type Method,
  noContent,
  page,
  redirect,
  type RequestContext,
} from './route.ts';
export {
  type Route,
  type RouteDefinition,
  route,
  type Upload,
  View,
  type ViewOptions,
  view,
} from './route.ts';
export { collection, cursorOf, type Cursor, readCursor } from './cursor.ts';
export { createServer, type Layout, type LayoutInput, type ServerOptions } from './server.ts';
export { buildOpenApi } from './openapi.ts';
export { stylesheet, type Stylesheet } from './stylesheet.ts';
export { checkOf } from './validate.ts';
export { callerKey } from './caller-key.ts';
export { languageCookie } from './security.ts';
