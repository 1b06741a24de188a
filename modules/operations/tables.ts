// The tables of operations as Kysely sees them; migrations/ has the truth.
export interface Tables {
  'operations.entry': { id: string; name: string; added_by: string; added_at: Date };
}
