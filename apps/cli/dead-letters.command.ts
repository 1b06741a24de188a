// `city dead-letters`: events that a subscriber could not handle: which, why, and letting them go on.
import { system } from '@city/kernel/access';
import { deadLetters, releaseDeadLetters, type Subscription } from '@city/kernel/events';
import type { CityModule, RunningCity } from '@city/kernel/module';
import { sql } from 'kysely';
import type { Command } from './command.ts';
import { withQuietCity } from './quiet-city.ts';
import { CommandError, plain, say } from './words.ts';

async function list(running: RunningCity): Promise<void> {
  const waiting = await running
    .context('kernel')
    .db.transaction(system('city dead-letters'), deadLetters, { readOnly: true });
  for (const { subscriber, key, waiting: count, error } of waiting)
    plain(`${subscriber}  ${key}  (${count})\n    ${error}`);
  if (waiting.length === 0) say('Không có sự kiện bị kẹt', 'No event is stuck');
}

/** The subscription called `MODULE.NAME`. */
function findSubscription(
  running: RunningCity,
  modules: readonly CityModule<never>[],
  id: string,
): { module: string; subscription: Subscription } {
  const [name = '', ...rest] = id.split('.');
  const module = modules.find((candidate) => candidate.name === name);
  const subscription = module
    ?.subscriptions?.(running.context(name) as never)
    .find((candidate) => candidate.name === rest.join('.'));
  if (subscription) return { module: name, subscription: subscription as unknown as Subscription };
  throw new CommandError(`Không có bên nhận “${id}” trong các mô-đun`, `No module has a subscriber “${id}”`);
}

async function release(
  running: RunningCity,
  modules: readonly CityModule<never>[],
  id: string,
  key: string,
): Promise<number> {
  const { module, subscription } = findSubscription(running, modules, id);
  return running
    .context(module)
    .db.transaction(system(id), (tx) => releaseDeadLetters(tx, id, key, subscription));
}

async function skip(running: RunningCity, id: string, key: string): Promise<number> {
  return running.context('kernel').db.transaction(system('city dead-letters'), async (tx) => {
    const result =
      await sql`delete from events.dead_letter where subscriber = ${id} and key = ${key}`.execute(tx.db);
    return Number(result.numAffectedRows ?? 0n);
  });
}

export const command: Command = {
  usage: 'dead-letters [release|skip SUBSCRIBER KEY]',
  describe: {
    vi: 'Sự kiện bị kẹt: xem, cho chạy lại sau khi sửa nguyên nhân, hoặc bỏ qua',
    en: 'Stuck events: see them, let them go on once the cause is mended, or skip them',
  },
  run: ([verb, subscriber, key]) =>
    withQuietCity(async (running, modules) => {
      if (verb === undefined) {
        await list(running);
        return 0;
      }
      if (!['release', 'skip'].includes(verb) || !subscriber || !key) {
        throw new CommandError(
          'Cách gọi: city dead-letters release|skip BÊN-NHẬN KHÓA',
          'Call: city dead-letters release|skip SUBSCRIBER KEY',
        );
      }
      const count =
        verb === 'release'
          ? await release(running, modules, subscriber, key)
          : await skip(running, subscriber, key);
      const done =
        verb === 'release' ? { vi: 'đã chạy lại', en: 'handled' } : { vi: 'đã bỏ qua', en: 'skipped' };
      say(`${count} sự kiện ${done.vi}`, `${count} events ${done.en}`);
      return 0;
    }),
};
