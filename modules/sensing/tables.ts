// The tables of sensing as Kysely sees them; migrations/ has the truth.
export interface Tables {
  'sensing.entry': { id: string; name: string; added_by: string; added_at: Date };
}
