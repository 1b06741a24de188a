-- Notifications of one moment go out in the order in which they were written: ids of the same millisecond do not say it.
alter table context.notification add column seq bigint generated always as identity;
comment on column context.notification.seq is 'the order of sending; gaps mean nothing';
drop index context.notification_waiting;
create index notification_waiting on context.notification (seq);
