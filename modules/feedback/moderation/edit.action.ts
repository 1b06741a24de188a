// Changes the public words of a report. What the reporter wrote stays as it is; what was public before stays in the decision.
import { AppError } from '@city/kernel/errors';
import { searchTerms } from '@city/kernel/text';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { keepDecision } from './moderation.store.ts';
import { setPublicWords } from './photo-look.store.ts';

export interface PublicTexts {
  readonly words: string;
  readonly address: string | null;
  readonly landmark: string | null;
}

/** @throws AppError `report_words_missing`; `report_texts_same` (409) when nothing changes. */
export async function editTexts(
  tx: FeedbackTx,
  city: Pick<FeedbackCity, 'geo' | 'rules'>,
  report: ReportRow,
  edit: { readonly texts: PublicTexts; readonly reason: string },
): Promise<void> {
  const before = publicTexts(report);
  const after = tidyTexts(edit.texts);
  if (after.words === '') throw new AppError('report_words_missing', { field: '/words' });
  if (JSON.stringify(before) === JSON.stringify(after)) throw new AppError('report_texts_same');
  await setPublicWords(tx, report.report_id, after, searchTerms(searchText(city, report, after)));
  await keepDecision(tx, { reportId: report.report_id, action: 'edit', reason: edit.reason, before, after });
  tx.trail({
    action: 'report.words.edit',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code },
  });
}

export const publicTexts = (report: ReportRow): PublicTexts => ({
  words: report.words_public,
  address: report.address,
  landmark: report.landmark,
});

function tidyTexts({ words, address, landmark }: PublicTexts): PublicTexts {
  const tidy = (text: string | null) => text?.normalize('NFC').trim() || null;
  return { words: tidy(words) ?? '', address: tidy(address), landmark: tidy(landmark) };
}

/** As filing has it: the public texts, the matter, the names around the place. */
function searchText(
  { geo, rules }: Pick<FeedbackCity, 'geo' | 'rules'>,
  report: ReportRow,
  { words, address, landmark }: PublicTexts,
): string {
  const service = rules.catalogue.any(report.service)?.name;
  const unit = geo.units.byCode(report.unit_code, report.unit_valid_from);
  const district =
    report.district_code === null
      ? undefined
      : geo.units.byCode(report.district_code, report.unit_valid_from);
  const around = [unit?.kind, unit?.name, district?.name].filter(Boolean).join(' ');
  return [words, address, landmark, service?.vi, service?.en, around].filter(Boolean).join('. ');
}
