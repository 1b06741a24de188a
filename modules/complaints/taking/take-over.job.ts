// Takes over a report that is really a complaint or denunciation: its words, pictures and reporter come through the contract of reports, once.
import { type TransferredReport, transfersOf } from '@city/feedback';
import { system } from '@city/kernel/access';
import type { PreparedImage } from '@city/kernel/files';
import type { Job } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { attachEvidence } from '../cases/evidence.ts';
import { writeMatter } from '../cases/file.action.ts';
import { type Examined, newMatterId } from '../cases/filing.ts';
import { matterOfReport } from '../cases/matter.store.ts';
import type { ComplaintsTables, Identity } from '../cases/tables.ts';
import { type ComplaintsCity, complaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import { isRemote } from '../rules/rules.ts';
import { takeOver } from './take-over.task.ts';

const actor = system('complaints.take-over');
const purpose = 'take over a report that is a complaint or denunciation';

export const takeOverJob: Job<ComplaintsTables> = {
  job: takeOver,
  run: async (m, payload: never) => {
    const { reportId } = payload as { reportId: string };
    const city = complaintsCity(m);
    if (await m.db.transaction(actor, (tx) => matterOfReport(tx, reportId))) return;
    const report = await transfersOf(m.database).read({ ...actor, purpose }, reportId);
    if (!report) return;
    const pictures: PreparedImage[] = [];
    for (const picture of report.pictures) pictures.push(await m.files.prepareImage(picture));
    await m.db.transaction(actor, async (tx) => {
      // A second run may have come first; the unique index on the report decides between two at once.
      if (await matterOfReport(tx, reportId)) return;
      const evidence = await attachEvidence(tx, m.files, pictures);
      const identity = identityOf(report);
      await writeMatter(tx, city, examinedOf(city, report, tx.now), {
        matterId: newMatterId(tx.now),
        identity,
        evidence,
        sourceReport: reportId,
        action: report.kind === 'to_cao' && identity === null ? 'inform' : 'take_over',
        by: 'system',
      });
    });
  },
};

/** Who left no way to be named stays without a name. */
function identityOf({ reporter }: TransferredReport): Identity | null {
  return reporter && { ...reporter, address: null, paper: null };
}

/** A body that receives no petitions, such as a company of the city, stands under the city's People's Committee. */
function examinedOf(city: ComplaintsCity, report: TransferredReport, now: Date): Examined {
  const day = localDate(now);
  const fallback = city.rules.receivers.commune.superior;
  const about = city.receivers.on(report.body, day) ?? city.receivers.show(fallback);
  const [subject = ''] = report.words.split('\n');
  return {
    lawful: { kind: report.kind, round: 1, remote: isRemote(city.rules, about.unit, day) },
    about,
    bodyCode: about.code,
    content: {
      subject: subject.slice(0, limits.subjectMax),
      words: report.address === null ? report.words : `${report.words}\n\n${report.address}`,
      request: '',
      learnedOn: null,
      lateReason: null,
      firstDecision: null,
    },
    identity: null,
  };
}
