// One matter to read: its term, what was written, pictures of documents, the person behind a purpose, the story.
import { type DeskContext, dayWords, localDay, momentWords } from '@city/ui/desk';
import { Banner, Button, DataList, Timeline, type TimelineItem } from '@city/ui/parts';
import { DetailPane } from '@city/ui/staff';
import type { ReactNode } from 'react';
import { actionName, stateName } from '../cases/state-words.ts';
import type { MatterView, StoryEntry } from '../contract.ts';
import { IdentityPrompt } from './identity-prompt.tsx';
import { daysLeft, kindName } from './words.ts';

export type MatterDetailProps = { desk: DeskContext; view: MatterView; back: ReactNode; onAct: () => void };

export function MatterDetail({ desk, view, back, onAct }: MatterDetailProps) {
  const { t, lang } = desk;
  const round = view.kind === 'khieu_nai' ? (view.round === 2 ? t('lần hai') : t('lần đầu')) : '';
  const items = [
    { name: t('Loại đơn'), value: [kindName(view.kind, t), round].filter(Boolean).join(', ') },
    { name: t('Về cơ quan'), value: view.aboutBody.name[lang] },
    { name: t('Nhận lúc'), value: momentWords(new Date(view.filedAt), lang, 'short') },
    { name: t('Người làm'), value: view.handler ?? t('Chưa ai nhận') },
    { name: t('Biết quyết định ngày'), value: view.learnedOn === null ? '' : dayWords(view.learnedOn, lang) },
    { name: t('Lý do gửi muộn'), value: view.lateReason ?? '' },
    { name: t('Quyết định lần đầu'), value: view.firstDecision ?? '' },
    { name: t('Nơi đi lại khó'), value: view.remote ? t('có, thời hạn dài hơn') : '' },
  ].filter(({ value }) => value !== '');
  return (
    <DetailPane
      title={view.subject}
      kicker={
        <>
          {back}
          <span>{stateName(view.state, t)}</span>
          <span className="num">· {view.code}</span>
        </>
      }
    >
      <Term desk={desk} view={view} />
      <blockquote>“{view.words}”</blockquote>
      {view.request !== '' && (
        <>
          <h3>{t('Đề nghị')}</h3>
          <blockquote>“{view.request}”</blockquote>
        </>
      )}
      <DataList layout="columns" items={items} />
      {view.evidence.length + view.documents.length > 0 && (
        <>
          <h3>{t('Tài liệu')}</h3>
          <ul className="matter-evidence">
            {view.evidence.map((address, at) => (
              <li key={address}>
                <a href={address} target="_blank" rel="noreferrer">
                  {t('Ảnh {number}', { number: at + 1 })}
                </a>
              </li>
            ))}
            {view.documents.map(({ address, bytes }, at) => (
              <li key={address}>
                <a href={address} download target="_self">
                  {t('Tệp PDF {number} ({size})', { number: at + 1, size: sizeWords(bytes, lang) })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <IdentityPrompt desk={desk} view={view} />
      <h3>{t('Diễn biến')}</h3>
      <Timeline
        size="small"
        label={t('Diễn biến')}
        items={view.story.map((entry) => itemOf(entry, desk, view)).toReversed()}
      />
      <p className="matter-act">
        <Button type="button" look="primary" wide onClick={onAct}>
          {t('Xử lý đơn này')}
        </Button>
      </p>
    </DetailPane>
  );
}

const sizeWords = (bytes: number, lang: 'vi' | 'en'): string =>
  new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: bytes < 1_000_000 ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000));

function Term({ desk: { t, lang }, view }: { desk: DeskContext; view: MatterView }) {
  if (view.state === 'information')
    return (
      <Banner tone="soon" title={t('Thông tin không nêu tên, không xử lý như tố cáo')}>
        <p>{t('Luật Tố cáo chỉ coi đơn có tên là tố cáo. Xem xét theo thẩm quyền, không có hạn trả lời.')}</p>
      </Banner>
    );
  if (view.dueAt === null)
    return view.effectAt === null ? (
      <Banner title={t('Đồng hồ không chạy: {state}', { state: stateName(view.state, t) })} />
    ) : (
      <Banner
        tone="done"
        title={t('Có hiệu lực sau {day}', { day: dayWords(localDay(new Date(view.effectAt)), lang) })}
      />
    );
  const due = dayWords(localDay(new Date(view.dueAt)), lang);
  const days = daysLeft(view.dueAt, new Date());
  const first = view.firstDueAt ?? view.firstAcceptDueAt;
  const title = view.isLate
    ? t('Quá hạn {days} ngày, hạn {due}', { days: -days, due })
    : t('Còn {days} ngày, hạn {due}', { days, due });
  return (
    <Banner tone={view.isLate ? 'need' : 'info'} icon="clock" title={title}>
      <p>
        {view.term}
        {first !== null && first !== view.dueAt && (
          <> · {t('hẹn đầu {day}', { day: dayWords(localDay(new Date(first)), lang) })}</>
        )}
      </p>
    </Banner>
  );
}

function itemOf(entry: StoryEntry, { t, lang }: DeskContext, view: MatterView): TimelineItem {
  const isLast = entry.seq === view.version;
  return {
    key: String(entry.seq),
    time: momentWords(new Date(entry.at), lang, 'tiny'),
    dateTime: entry.at,
    title:
      entry.title === null ? actionName(entry.action, t) : `${actionName(entry.action, t)} · ${entry.title}`,
    icon: entry.actor === 'person' ? 'send' : 'office',
    kind: isLast ? 'now' : 'done',
    ...(entry.words === null ? {} : { text: entry.words }),
  };
}
