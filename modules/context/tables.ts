// The tables of context as Kysely sees them; migrations/ has the truth. Most statements are written as SQL.
export interface Tables {
  'context.tenant': { tenant: string; created_at: Date; subscriptions: string };
  'context.entity': {
    tenant: string;
    id: string;
    types: string[];
    scopes: string[];
    attrs: unknown;
    created_at: Date;
    modified_at: Date;
    expires_at: Date | null;
  };
}
