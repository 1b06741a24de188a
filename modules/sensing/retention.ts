// How long sensing keeps what it measured; none of it is about a person.
import type { Retention } from '@city/kernel/module';

const own = (table: string, keep: string): Retention => ({
  table: `sensing.${table}`,
  personalData: false,
  keep,
});

export const retention: readonly Retention[] = [
  own('device', 'for good: what stood where'),
  own('credential', 'for good: which keys a device had, by their hashes'),
  own('codec', 'for good'),
  own('series', 'for good'),
  own('obs', 'a week raw, then packed'),
  own('packed', 'for good: a cold day in one row'),
  own('latest', 'one row a series'),
  own('obs_5m', 'for good: five minutes in a row'),
  own('obs_1h', 'for good: an hour in a row'),
  own('obs_1d', 'for good: a day in a row'),
  own('dirty', 'until the roll-up is taken up'),
  own('due', 'until the roll-up is computed'),
  own('roll_epoch', 'one row'),
  own('spool_position', 'as long as the spool'),
  own('quarantine', 'thirty days'),
  own('retained', 'until the device takes it back'),
  own('uplink', 'for good: one row a session of a device'),
  own('rule', 'for good'),
  own('condition', 'for good: what was wrong, from when to when'),
  own('anomaly', 'for good: what the detector told, with its method'),
  own('vessel', 'thirty days after the ship was last heard'),
  own('vessel_track', 'thirty days'),
];
