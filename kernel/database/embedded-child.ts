// A process of its own for the tests: starts the embedded PostgreSQL, prints where it is, and waits to be killed.
import { startEmbeddedPostgres } from './embedded-server.ts';

const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
const log = {
  info: (_fields: object, message: string) => print({ message }),
  warn: (_fields: object, message: string) => print({ message }),
  error: (_fields: object, message: string) => print({ message }),
};

const server = await startEmbeddedPostgres({ dataRoot: process.argv[2], durability: 'fast', log });
print({ connection: server.connection(), pid: server.serverPid(), isOwner: server.isOwner() });
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => {}, 60_000);
