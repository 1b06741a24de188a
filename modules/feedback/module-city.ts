// What this module stands on in a running city: its rules, the registers of units and bodies, the calendar, the files.
import { join } from 'node:path';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { Group } from '@city/kernel/database';
import { filingGroup } from './cases/file.action.ts';
import type { FilingCity } from './cases/filing.ts';
import type { ReportBundle } from './cases/report.store.ts';
import { type ReporterKeys, reporterKeys } from './cases/reporter-key.ts';
import type { Surroundings } from './cases/report-view.ts';
import { mailboxOf } from './settings.ts';
import type { FeedbackTables } from './cases/tables.ts';
import { type Questions, questions } from './moderation/question.ts';
import { type SenderKeys, senderKeys } from './moderation/sender-keys.ts';
import { type BodyRegister, bodyRegister } from './routing/body-register.ts';
import { readCityRules } from './services/city-files.ts';
import { keySecret } from './settings.ts';

export interface FeedbackCity extends FilingCity {
  readonly m: ModuleContext<FeedbackTables>;
  readonly bodies: BodyRegister;
  readonly keys: ReporterKeys;
  /** The address at which the city takes mail; null when it takes none. */
  readonly mailbox: string | null;
  readonly senders: SenderKeys;
  readonly questions: Questions;
  /** Where reports without pictures are filed, many in one commit. */
  readonly filings: Group<ReportBundle, ReportBundle>;
  readonly around: Surroundings;
}

const made = new WeakMap<object, FeedbackCity>();

/** Made once for a running city; `m.geo` and `m.calendar` are asked anew each time, so that an import shows at once. */
export function feedbackCity(m: ModuleContext<FeedbackTables>): FeedbackCity {
  const known = made.get(m);
  if (known) return known;
  const rules = readCityRules(join(m.cityFolder, 'services'));
  const bodies = bodyRegister(rules.bodies, m.geo, () => localDate(m.now()));
  const city: FeedbackCity = {
    m,
    rules,
    geo: m.geo,
    calendar: m.calendar,
    bodies,
    keys: reporterKeys(m.config),
    mailbox: mailboxOf(m.config),
    senders: senderKeys(m.config, m.publicUrl.startsWith('https:')),
    questions: questions(m.config.get(keySecret)),
    filings: m.db.group(filingGroup),
    around: {
      geo: m.geo,
      catalogue: rules.catalogue,
      bodies,
      photoUrl: ({ file_id: fileId, copy_n: copy }, size) =>
        copy ? `${m.files.url(fileId, size)}?v=${copy}` : m.files.url(fileId, size),
    },
  };
  made.set(m, city);
  return city;
}
