-- An entity that came into being by writing its history goes when that history is deleted.
alter table context.entity add column of_history boolean not null default false;
-- values of one entity in the order of their writing, for history that is not observed
create index attr_instance_created on context.attr_instance (tenant, entity_id, created_at);
