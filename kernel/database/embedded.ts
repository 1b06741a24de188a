// The PostgreSQL that comes with the city, from npm's binaries: what others may use of it.
export { databaseAccount } from './embedded-account.ts';
export { livingOwner, withStartLock } from './embedded-owner.ts';
export { defaultDataRoot, makeDataRoot } from './embedded-places.ts';
export {
  type Connection,
  type EmbeddedEvent,
  type EmbeddedLog,
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  stopLeftServer,
} from './embedded-server.ts';
export {
  createTestDatabase,
  makeTemplateDatabase,
  startTestCluster,
  type TestCluster,
} from './embedded-testing.ts';
