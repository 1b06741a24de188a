// Every limit of context, named.
export const LIMITS = {
  /** Largest body of a request, in bytes. */
  bodyBytes: 4_000_000,
  /** Entities of one batch. */
  batchEntities: 1_000,
  /** Entities on one page of a query when nothing is said, and at most (`limit`). */
  pageEntities: 20,
  mostPageEntities: 1_000,
  /** Furthest `offset`; who needs more narrows the query. */
  mostOffset: 100_000,
  /** Candidates of a geo-query whose exact shapes are compared. */
  geoCandidates: 20_000,
  /** Longest q, idPattern, scopeQ and type selection, in characters. */
  queryCharacters: 4_000,
  /** Terms of one q, and how deep its brackets and links may nest. */
  queryTerms: 60,
  queryDepth: 12,
  /** How far relationships are followed (`joinLevel`), and how many entities one join may bring in. */
  joinLevel: 5,
  joinedEntities: 2_000,
  /** Longest that one statement of a query may run, in milliseconds. */
  queryMilliseconds: 5_000,
  /** How deep contexts may name other contexts, and how many one request may need. */
  contextDepth: 8,
  contextDocuments: 40,
  /** Largest context document, in bytes. */
  contextBytes: 1_000_000,
  /** Parsed contexts kept in memory. */
  contextsKept: 500,
  /** How deep attributes may nest within attributes. */
  attributeDepth: 8,
  /** Instances of one attribute, and attributes of one entity. */
  attributeInstances: 1_000,
  entityAttributes: 2_000,
  /** Names of tenants, as in the migrations. */
  tenantCharacters: 100,
  tenants: 1_000,
  /** Subscriptions of one tenant. */
  subscriptions: 10_000,
  /** Notifications sent at once, and how many times one is tried. */
  notificationsAtOnce: 50,
  notificationMilliseconds: 5_000,
  /** Instances of attributes in one temporal answer when nothing else is set (`CONTEXT_TEMPORAL_PAGE`). */
  temporalInstances: 30,
  /** Requests of one address in a minute. */
  requestsPerMinute: 12_000,
} as const;
