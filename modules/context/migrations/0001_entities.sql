-- The entities of the city as they stand now, by tenant, and every value that they had.

create table context.tenant (
  tenant        text        primary key check (length(tenant) between 1 and 100),
  created_at    timestamptz not null,
  -- counts changes of the subscriptions, so that each process knows whether what it remembers still holds
  subscriptions bigint      not null default 0
);
comment on table context.tenant is 'Spaces of entities that see nothing of each other (NGSILD-Tenant); default is the one without a name.';

create table context.entity (
  tenant      text        not null,
  id          text        not null check (length(id) <= 2000),
  types       text[]      not null check (cardinality(types) > 0),
  scopes      text[]      not null,
  -- attributes by IRI, each a list of instances
  attrs       jsonb       not null,
  -- what the location spans, for geo-queries
  span        box,
  created_at  timestamptz not null,
  modified_at timestamptz not null,
  expires_at  timestamptz,
  primary key (tenant, id)
);
comment on table context.entity is 'One row an entity of the context broker: public facts, no personal data.';
-- "all entities of these types"
create index entity_types on context.entity using gin (types);
-- q: an attribute is there, or equals
create index entity_attrs on context.entity using gin (attrs jsonb_path_ops);
-- georel
create index entity_span on context.entity using gist (span);
-- what has run out
create index entity_expires on context.entity (expires_at) where expires_at is not null;

create table context.temporal_entity (
  tenant      text        not null,
  id          text        not null check (length(id) <= 2000),
  types       text[]      not null,
  scopes      text[]      not null,
  created_at  timestamptz not null,
  modified_at timestamptz not null,
  deleted_at  timestamptz,
  primary key (tenant, id)
);
comment on table context.temporal_entity is 'Entities of which values are kept over time; they outlive the entity itself.';
create index temporal_entity_types on context.temporal_entity using gin (types);

create table context.attr_instance (
  tenant      text        not null,
  entity_id   text        not null,
  attr        text        not null,
  instance_id uuid        not null,
  dataset     text        not null default '',
  observed_at timestamptz,
  created_at  timestamptz not null,
  modified_at timestamptz not null,
  deleted_at  timestamptz,
  -- the value where it is a number, for aggregates
  num         double precision,
  instance    jsonb       not null,
  primary key (tenant, entity_id, attr, instance_id)
);
comment on table context.attr_instance is 'Every value an attribute had, as it was written.';
-- values of one attribute between two moments
create index attr_instance_observed on context.attr_instance (tenant, entity_id, attr, observed_at);
