// What oidc-provider carries along of a client's row.

/** A field of ours on a client of oidc-provider. */
export const clientField = <T>(client: object | undefined, name: string): T | undefined =>
  (client as Record<string, T> | undefined)?.[`city:${name}`];
