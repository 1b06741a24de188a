// The tables of context as Kysely sees them; migrations/ has the truth.
export interface Tables {
  'context.entry': { id: string; name: string; added_by: string; added_at: Date };
}
