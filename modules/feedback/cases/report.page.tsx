// The public page of one report: the promise, who holds it, pictures before and after, the story, satisfaction, the place.
import type { ReactNode } from 'react';
import type { Translate } from '@city/kernel/text';
import { capitalise, formatDate, formatDateTime, formatTime } from '@city/kernel/time';
import {
  ButtonLink,
  DataList,
  type IconName,
  MissingPhoto,
  Photo,
  PlaceMap,
  Timeline,
  type TimelineItem,
  type UnitCollection,
} from '@city/ui/parts';
import { Columns, HolderChain, MapBox, PageHeading, Part, PhotoPair, Words } from '@city/ui/people';
import { isOpen } from './states.ts';
import { shownFields } from './report-fields.ts';
import type { HistoryEntry, Holder, PhotoView, ReportView } from '../contract.ts';
import { AboutReport } from '../moderation/about-report.part.tsx';
import { PromisePart } from './promise.part.tsx';
import { QuestionPart } from '../handling/question.part.tsx';
import { RatePart } from './rate.part.tsx';
import { stepText, stepTitle } from './state-words.ts';

export interface CasePageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly report: ReportView;
  /** Units around the place. */
  readonly units: UnitCollection;
  /** Width of the small map: as wide as to show the unit among its neighbours. */
  readonly mapKm: number;
  /** True for the reporter: by key or account. */
  readonly isMine: boolean;
  /** The key the page was opened with; goes back with the reporter's forms. */
  readonly reporterKey?: string | undefined;
  /** What went wrong with a form of this page. */
  readonly problem?: string | undefined;
}

export function CasePage(props: CasePageProps) {
  const { t, lang, report } = props;
  return (
    <div
      className="wrap"
      id="case"
      data-live={`/api/reports/${report.trackingCode}/live`}
      data-live-events="step"
      data-live-target="case"
    >
      <PageHeading title={report.title[lang]} sub={subtitle(t, lang, report)} />
      <Columns first={<FirstColumn {...props} />} side={<Location {...props} />}>
        <QuestionPart {...props} />
        <Pictures {...props} />
        <Part title={t('Người dân viết')}>
          <Words>{`“${report.words}”`}</Words>
          <ShownFields t={t} report={report} />
        </Part>
        {report.answer === null ? null : (
          <Part title={report.state === 'rejected' ? t('Vì sao không làm được') : t('Trả lời')}>
            <Words>{report.answer}</Words>
          </Part>
        )}
        <Part title={t('Diễn biến')}>
          <Timeline items={timeline(t, lang, report)} label={t('Diễn biến')} />
        </Part>
        <RatePart {...props} />
      </Columns>
      <AboutReport t={t} lang={lang} code={report.trackingCode} />
    </div>
  );
}

function subtitle(t: Translate, lang: 'vi' | 'en', report: ReportView): string {
  const filed = new Date(report.filedAt);
  const unit = capitalise(`${report.unit.kind} ${report.unit.name}`);
  return t('{unit} · gửi lúc {time} {date}', {
    unit,
    time: formatTime(filed),
    date: formatDate(filed, lang),
  });
}

function Pictures({ t, lang, report }: CasePageProps) {
  const before = report.photos.filter(({ role }) => role === 'before');
  const after = report.photos.filter(({ role }) => role === 'after');
  if (before.length === 0 && after.length === 0) return null;
  const words = report.title[lang];
  return (
    <Part title={t('Ảnh tại chỗ')}>
      <PhotoPair>
        {before.length > 0 ? (
          <Picture photo={before[0]!} alt={words} caption={caption(lang, t('Trước'), before[0]!)} first />
        ) : (
          <MissingPhoto caption={t('Trước · không có ảnh')}>{t('Người gửi không kèm ảnh.')}</MissingPhoto>
        )}
        {after.length > 0 ? (
          <Picture
            photo={after[0]!}
            alt={t('Sau khi làm: {words}', { words })}
            caption={caption(lang, t('Sau'), after[0]!)}
          />
        ) : (
          <NoPictureAfter t={t} isOpen={isOpen(report.state)} />
        )}
        {[...before.slice(1), ...after.slice(1)].map((photo) => (
          <Picture
            key={photo.id}
            photo={photo}
            alt={words}
            caption={caption(lang, photo.role === 'before' ? t('Trước') : t('Sau'), photo)}
          />
        ))}
      </PhotoPair>
    </Part>
  );
}

function NoPictureAfter({ t, isOpen: isComing }: { t: Translate; isOpen: boolean }) {
  if (isComing)
    return <MissingPhoto caption={t('Sau · chưa có')}>{t('Ảnh sau khi làm xong sẽ ở đây.')}</MissingPhoto>;
  return <MissingPhoto caption={t('Sau · không có ảnh')}>{t('Cơ quan trả lời không kèm ảnh.')}</MissingPhoto>;
}

function Picture({
  photo,
  alt,
  caption: words,
  first,
}: {
  photo: PhotoView;
  alt: string;
  caption: string;
  first?: boolean;
}) {
  return (
    <Photo
      src={photo.mediumUrl}
      srcSet={`${photo.mediumUrl} 800w, ${photo.url} 1600w`}
      sizes="(min-width: 1000px) 24rem, 92vw"
      alt={alt}
      width={photo.width}
      height={photo.height}
      caption={words}
      first={first}
    />
  );
}

function caption(lang: 'vi' | 'en', role: string, photo: PhotoView): string {
  return photo.takenAt === null
    ? role
    : `${role} · ${formatDateTime(new Date(photo.takenAt), lang, 'table')}`;
}

/** The fields of report-fields.ts that were filled in. */
function ShownFields({ t, report }: { t: Translate; report: ReportView }): ReactNode {
  const values = report as unknown as Readonly<Record<string, unknown>>;
  const items = shownFields.flatMap(({ name, label }) =>
    values[name] ? [{ name: label(t), value: String(values[name]) }] : [],
  );
  return items.length > 0 ? <DataList items={items} /> : null;
}

const stepIcons: Readonly<Record<HistoryEntry['action'], IconName>> = {
  file: 'send',
  accept: 'tick',
  assign: 'person',
  hand_over: 'hand-over',
  return: 'undo',
  start: 'settings',
  resolve: 'message',
  close: 'done',
  reject: 'close',
  reopen: 'refresh',
  rate: 'flag',
  ask: 'message',
  answer: 'message',
  resume: 'clock',
  extend: 'clock',
  recategorise: 'refresh',
  submit: 'send',
  send_back: 'undo',
  withdraw: 'undo',
  merge: 'done',
  unmerge: 'undo',
  transfer: 'hand-over',
  escalate: 'flag',
  reschedule: 'clock',
};

/** Newest first; on top what was promised, while it is open. */
function timeline(t: Translate, lang: 'vi' | 'en', report: ReportView): TimelineItem[] {
  const time = (at: string) => capitalise(formatDateTime(new Date(at), lang));
  const past = report.history.map(
    (entry, at): TimelineItem => ({
      key: String(entry.seq),
      time: time(entry.at),
      dateTime: entry.at,
      title: stepTitle(t, lang, entry),
      text: stepText(t, entry),
      icon: stepIcons[entry.action],
      kind:
        at === report.history.length - 1 && isOpen(report.state)
          ? 'now'
          : at === 0 || ['accept', 'resolve', 'close'].includes(entry.action)
            ? 'done'
            : 'past',
    }),
  );
  const next: TimelineItem[] =
    isOpen(report.state) && report.dueAt !== null
      ? [
          {
            key: 'next',
            time: t('Hẹn: {due}', { due: formatDateTime(new Date(report.dueAt), lang) }),
            dateTime: report.dueAt,
            title: t('Trả lời kèm ảnh sau khi làm xong'),
            icon: 'flag',
            kind: 'next',
          },
        ]
      : [];
  return [...next, ...past.reverse()];
}

/** On phones this stands before the pictures, on wide screens beside them. */
function FirstColumn({ t, lang, report }: CasePageProps) {
  return (
    <>
      <PromisePart t={t} lang={lang} report={report} />
      <Part title={t('Ai đang giữ việc này')}>
        <HolderChain
          holders={report.holders.map((holder, at) => holderRow(t, lang, holder, at, report))}
          note={returnsNote(t, report)}
        />
      </Part>
    </>
  );
}

function Location({ t, report, units, mapKm }: CasePageProps) {
  const unit = `${report.unit.kind} ${report.unit.name}`;
  const address = report.address ?? capitalise(unit);
  return (
    <Part title={t('Địa điểm')}>
      <MapBox>
        <PlaceMap
          id="place"
          units={units}
          place={{ lat: report.lat, lon: report.lon }}
          unitCode={report.unit.code}
          summary={address}
          widthKm={mapKm}
          width={408}
          height={200}
        />
      </MapBox>
      <p className="muted">{address}</p>
      <ButtonLink look="plain" size="sm" icon="map" href={`/reports?unit=${report.unit.code}`}>
        {t('Việc khác ở {unit}', { unit })}
      </ButtonLink>
    </Part>
  );
}

function holderRow(t: Translate, lang: 'vi' | 'en', holder: Holder, at: number, report: ReportView) {
  const isNow = holder.until === null && isOpen(report.state);
  const since = formatDateTime(new Date(holder.since), lang, 'short');
  const why = holder.reason === null ? '' : ` ${holder.reason[lang]}.`.replace(/\.\.$/, '.');
  const text = isNow
    ? t('Đang giữ từ {since}.', { since })
    : holder.until === null
      ? t('Giữ từ {since}.', { since })
      : t('Giữ từ {since} đến {until}.', {
          since,
          until: formatDateTime(new Date(holder.until), lang, 'short'),
        });
  return {
    key: `${holder.body.code}-${at}`,
    name: holder.body.name[lang],
    text: `${text}${why}`,
    icon: holder.body.icon as IconName,
    now: isNow,
  };
}

function returnsNote(t: Translate, report: ReportView): string | undefined {
  const moved = report.holders.length - 1;
  if (moved <= 0) return undefined;
  return t('Đã chuyển {moved} lần. Nếu bị trả lại {most} lần, điều phối viên thành phố quyết định ai làm.', {
    moved,
    most: report.returnsAllowed,
  });
}
