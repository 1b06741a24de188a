// An officer files for somebody at the counter: the person's name goes under the same seal, and the story says who wrote it down.
import { AppError } from '@city/kernel/errors';
import { fileMatter } from '../cases/file.action.ts';
import { examine } from '../cases/filing.ts';
import type { ComplaintsTx } from '../cases/matter.store.ts';
import type { MatterRow } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import type { NewMatter } from '../contract.ts';

/**
 * Files what the person brought. Only a matter that the officer's own body receives: the counter of another body sees nothing of it.
 * @throws AppError `complaint_for_another_body` (409), and those of `examine`.
 */
export async function fileFor(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  given: NewMatter,
  lang: 'vi' | 'en',
): Promise<MatterRow> {
  const examined = examine(city, given, tx.now, ['matter', 'person']);
  if (examined.bodyCode !== tx.actor.post?.body)
    throw new AppError('complaint_for_another_body', {
      field: '/aboutBody',
      params: { body: city.receivers.show(examined.bodyCode).name[lang] },
    });
  return fileMatter(tx, city, examined, {
    lang,
    personId: null,
    evidence: [],
    writtenBy: tx.actor.post.title,
  });
}
