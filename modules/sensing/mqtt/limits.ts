// Limits of the MQTT door, named.
export const MQTT = {
  packetBytes: 65_536,
  connections: 20_000,
  /** A client that has not said CONNECT by then is let go. */
  connectMilliseconds: 10_000,
  /** Messages of one client that wait for the disk at once; more are not read from its socket. */
  inFlight: 64,
  /** Messages a second of one client, and how many may come at once. */
  perSecond: 100,
  burst: 500,
  /** A gateway speaks for many. */
  gatewayPerSecond: 20_000,
  /** Messages that wait for one client. */
  queuedMessages: 1_000,
  subscriptions: 100,
  sessions: 50_000,
  retained: 10_000,
  /** Longest that a session outlives its connection. */
  sessionSeconds: 86_400,
  /** Bytes in the socket of a client that does not read. */
  chokedBytes: 1_048_576,
  topicAliases: 16,
  keepaliveSeconds: 300,
} as const;
