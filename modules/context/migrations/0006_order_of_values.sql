-- Values of one moment stand in the order in which they were written: ids of the same millisecond do not say it.
alter table context.attr_instance add column seq bigint generated always as identity;
comment on column context.attr_instance.seq is 'the order of writing; gaps mean nothing';
