-- Administrative units with their dates, what became of them, and their boundaries.
-- Units and relations are a copy of city/*/units for SQL and open data; the register in memory is built from the same files.
create table geo.unit (
  code        text           not null check (code ~ '^[0-9]{2,5}$'),
  valid_from  date           not null,
  -- the last day, inclusive; null while it stands
  valid_to    date           check (valid_to >= valid_from),
  level       text           not null check (level in ('province', 'district', 'commune')),
  kind        text           not null check (kind in ('tỉnh', 'thành phố', 'quận', 'huyện', 'thị xã', 'phường', 'xã', 'thị trấn', 'đặc khu')),
  name        text           not null check (name <> ''),
  name_en     text           not null,
  parent_code text,
  area_km2    numeric(10, 2) check (area_km2 > 0),
  lat         double precision check (lat between -90 and 90),
  lon         double precision check (lon between -180 and 180),
  document    text,
  primary key (code, valid_from),
  check ((lat is null) = (lon is null))
);
comment on table geo.unit is 'Reference data, public. A code is used again for other units: join by (code, valid_from) or by code and a day.';
-- "all units of a day, of one parent": the list and open data
create index unit_parent on geo.unit (parent_code, valid_from);

create table geo.unit_relation (
  to_code         text not null,
  to_valid_from   date not null,
  from_code       text not null,
  from_valid_from date not null,
  share           text not null check (share in ('whole', 'part')),
  primary key (to_code, to_valid_from, from_code, from_valid_from),
  foreign key (to_code, to_valid_from) references geo.unit deferrable initially deferred,
  foreign key (from_code, from_valid_from) references geo.unit deferrable initially deferred
);
comment on table geo.unit_relation is 'Reference data, public: what a unit handed over on the day to_valid_from.';
-- "what became of this unit"
create index unit_relation_from on geo.unit_relation (from_code, from_valid_from);

-- Which version of the city's files the two tables above hold.
create table geo.loaded (
  what      text        primary key,
  hash      text        not null,
  loaded_at timestamptz not null
);

create table geo.boundary_set (
  set_id       uuid        primary key,
  valid_from   date        not null,
  is_schematic boolean     not null,
  is_active    boolean     not null,
  source       text        not null check (source <> ''),
  document     text,
  imported_by  text        not null,
  imported_at  timestamptz not null,
  report       jsonb
);
comment on table geo.boundary_set is 'Boundaries of all units from a day on. Of each day one set is active; older sets stay, so that an import can be undone.';
-- one active set for each day, and "which sets are active"
create unique index boundary_set_active on geo.boundary_set (valid_from) where is_active;

create table geo.boundary (
  set_id   uuid             not null references geo.boundary_set on delete cascade,
  code     text             not null,
  west     double precision not null,
  south    double precision not null,
  east     double precision not null,
  north    double precision not null,
  area_km2 double precision not null check (area_km2 > 0),
  label_lat double precision not null,
  label_lon double precision not null,
  -- GeoJSON geometry as imported, and the same with fewer corners for screens
  geometry jsonb            not null,
  display  jsonb            not null,
  primary key (set_id, code),
  check (west < east and south < north)
);
comment on table geo.boundary is 'Public. Geometry in WGS 84 degrees.';

grant usage on schema geo to city_reader;
grant select on geo.unit, geo.unit_relation, geo.boundary_set, geo.boundary to city_reader;
