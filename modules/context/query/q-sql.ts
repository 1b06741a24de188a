// The query language as conditions of SQL over the attributes of an entity; equality is found through the index.
import { type RawBuilder, sql } from 'kysely';
import { badData } from '../wire/problem.ts';
import type { Literal, Operator, Path, Q } from './q-parser.ts';
import { linearPattern } from './pattern.ts';

const entityTimes: Readonly<Record<string, string>> = {
  'https://uri.etsi.org/ngsi-ld/createdAt': 'created_at',
  'https://uri.etsi.org/ngsi-ld/modifiedAt': 'modified_at',
  'https://uri.etsi.org/ngsi-ld/expiresAt': 'expires_at',
};

/** `alias` names the row of `context.entity` that is asked about. */
export function qInSql(q: Q, alias: string): RawBuilder<boolean> {
  switch (q.is) {
    case 'and':
    case 'or': {
      const parts = q.of.map((one) => qInSql(one, alias));
      return sql<boolean>`(${sql.join(parts, q.is === 'or' ? sql` or ` : sql` and `)})`;
    }
    case 'exists': {
      const there = follow(q.path, alias, (path, at) => {
        const column = timeColumn(path);
        return column
          ? sql<boolean>`${sql.ref(`${at}.${column}`)} is not null`
          : has(at, `${jsonPath(path)}`);
      });
      return q.not ? sql<boolean>`not ${there}` : there;
    }
    case 'compare':
      return follow(q.path, alias, (path, at) => {
        const column = timeColumn(path);
        return column ? compareTime(at, column, q.op, q.with) : compare(at, path, q.op, q.with);
      });
  }
}

/** Only an equality is found through the index; of anything else it would hand over every row. */
const has = (alias: string, path: string, byIndex = false): RawBuilder<boolean> => {
  const attrs = sql.ref(`${alias}.attrs`);
  return byIndex
    ? sql<boolean>`${attrs} @? ${path}::jsonpath`
    : sql<boolean>`jsonb_path_exists(${attrs}, ${path}::jsonpath, '{}', true)`;
};

const timeColumn = (path: Path): string | undefined =>
  path.subs.length === 0 && path.member === null && path.inside.length === 0
    ? entityTimes[path.attr]
    : undefined;

/** Goes along the relationships of a path; each step is an entity of the same tenant. */
function follow(
  path: Path,
  alias: string,
  last: (path: Path, alias: string) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  if (!path.linked) return last(path, alias);
  const next = `${alias}l`;
  return sql<boolean>`exists (
    select 1 from context.entity ${sql.raw(next)}
     where ${sql.ref(`${next}.tenant`)} = ${sql.ref(`${alias}.tenant`)}
       and ${sql.ref(`${next}.id`)} in (select o #>> '{}' from jsonb_path_query(${sql.ref(`${alias}.attrs`)}, ${`${jsonPath({ ...path, linked: null })}[*]`}::jsonpath) as o)
       and ${path.linkedType === null ? sql`true` : sql`${sql.ref(`${next}.types`)} @> array[${path.linkedType}]::text[]`}
       and ${follow(path.linked, next, last)})`;
}

/** The places in the attributes that a path means, in the language of PostgreSQL's jsonpath. */
function jsonPath(path: Path, notLinks = false): string {
  const subs = path.subs.map((sub) => `.sub.${quoted(sub)}[*]`).join('');
  const inside = path.inside.map((key) => (key === '*' ? '.*' : `.${quoted(key)}`)).join('');
  const only = notLinks ? ' ? (@.kind != "Relationship" && @.kind != "ListRelationship")' : '';
  return `$.${quoted(path.attr)}[*]${subs}${only}${path.member === null ? `.v${inside}` : `.${path.member}`}`;
}

/** JSON's strings are those of jsonpath; PostgreSQL knows no NUL. */
function quoted(text: string): string {
  if (text.includes('\u0000')) throw badData('q holds a character that cannot be compared');
  return JSON.stringify(text);
}

const literal = (value: Literal): string => (typeof value === 'string' ? quoted(value) : String(value));

type With = Extract<Q, { is: 'compare' }>['with'];

function compare(alias: string, path: Path, op: Operator, given: With): RawBuilder<boolean> {
  // §4.9: a relationship is equal or unequal, never less or more.
  const at = jsonPath(path, !['==', '!=', '!~='].includes(op));
  if (op === '!=' || op === '!~=') {
    const positive = compare(alias, path, op === '!=' ? '==' : '~=', given);
    return sql<boolean>`(${has(alias, at)} and not ${positive})`;
  }
  return has(alias, `${at} ? (${condition(op, given)})`, op === '==' && given.is !== 'range');
}

function condition(op: Operator, given: With): string {
  if (op === '~=')
    return `@ like_regex ${quoted(linearPattern(String(given.is === 'one' ? given.value : '')).source)}`;
  switch (given.is) {
    case 'one':
      return either(`${op} ${literal(given.value)}`, given.value);
    case 'range':
      return ['', '."@value"']
        .map((part) => `(@${part} >= ${literal(given.from)} && @${part} <= ${literal(given.to)})`)
        .join(' || ');
    case 'list':
      return given.of.map((value) => either(`== ${literal(value)}`, value)).join(' || ');
  }
}

/** A text may also stand in a typed value: `{"@type": "DateTime", "@value": …}`. */
function either(comparison: string, value: Literal): string {
  return typeof value === 'string' ? `@ ${comparison} || @."@value" ${comparison}` : `@ ${comparison}`;
}

function compareTime(alias: string, column: string, op: Operator, given: With): RawBuilder<boolean> {
  const at = sql.ref(`${alias}.${column}`);
  const moment = (value: Literal) => {
    if (Number.isNaN(Date.parse(String(value)))) throw badData(`${value} is not a date and time`);
    return sql`${new Date(String(value))}`;
  };
  if (given.is === 'range') return sql<boolean>`${at} between ${moment(given.from)} and ${moment(given.to)}`;
  if (given.is === 'list') return sql<boolean>`${at} in (${sql.join(given.of.map(moment))})`;
  if (op === '~=' || op === '!~=') throw badData('A time is not compared with a pattern');
  return sql<boolean>`${at} ${sql.raw(op === '==' ? '=' : op === '!=' ? '<>' : op)} ${moment(given.value)}`;
}
