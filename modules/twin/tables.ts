// The tables of twin as Kysely sees them; migrations/ has the truth.
export interface Tables {
  'twin.entry': { id: string; name: string; added_by: string; added_at: Date };
}
