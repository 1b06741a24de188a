// The selection of entity types: `A,B`, `A|B`, `(A;B)|C` (GS CIM 009 §4.17), for one entity and as SQL.
import { type RawBuilder, sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData } from '../wire/problem.ts';

export type TypeSelection =
  | { readonly is: 'type'; readonly iri: string }
  | { readonly is: 'all' | 'any'; readonly of: readonly TypeSelection[] };

/** @throws Problem `BadRequestData` */
export function parseTypeSelection(text: string, terms: TermMap): TypeSelection {
  if (text.length > LIMITS.queryCharacters) throw badData('The type selection is too long');
  const tokens = text.match(/[(),;|]|[^(),;|]+/g) ?? [];
  let at = 0;
  const parseAny = (): TypeSelection => listOf('any', parseAll, [',', '|']);
  const parseAll = (): TypeSelection => listOf('all', parseOne, [';']);
  function listOf(
    is: 'all' | 'any',
    parse: () => TypeSelection,
    separators: readonly string[],
  ): TypeSelection {
    const of = [parse()];
    while (separators.includes(tokens[at] ?? '')) {
      at += 1;
      of.push(parse());
    }
    return of.length === 1 ? (of[0] as TypeSelection) : { is, of };
  }
  function parseOne(): TypeSelection {
    const token = tokens[at++];
    if (token === '(') {
      const inner = parseAny();
      if (tokens[at++] !== ')') throw badData('A bracket of the type selection is not closed');
      return inner;
    }
    if (token === undefined || /^[(),;|]$/.test(token)) throw badData(`${text} is not a selection of types`);
    return { is: 'type', iri: terms.expand(token.trim()) };
  }
  const selection = parseAny();
  if (at < tokens.length) throw badData(`${text} is not a selection of types`);
  return selection;
}

export function hasTypes(types: readonly string[], selection: TypeSelection): boolean {
  switch (selection.is) {
    case 'type':
      return types.includes(selection.iri);
    case 'all':
      return selection.of.every((one) => hasTypes(types, one));
    case 'any':
      return selection.of.some((one) => hasTypes(types, one));
  }
}

/** A condition on a column of types; a plain list of types is one look into the index. */
export function typesInSql(selection: TypeSelection, column: RawBuilder<unknown>): RawBuilder<boolean> {
  if (selection.is === 'type') return sql<boolean>`${column} @> array[${selection.iri}]::text[]`;
  const plain = selection.of.flatMap((one) => (one.is === 'type' ? [one.iri] : []));
  if (plain.length === selection.of.length)
    return selection.is === 'any'
      ? sql<boolean>`${column} && ${plain}::text[]`
      : sql<boolean>`${column} @> ${plain}::text[]`;
  const parts = selection.of.map((one) => typesInSql(one, column));
  return sql<boolean>`(${sql.join(parts, selection.is === 'any' ? sql` or ` : sql` and `)})`;
}
