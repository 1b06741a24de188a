// What is shelved now: by whom, why, until when. Nothing hides here unnoticed.
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import type { AlarmList } from '../alarms/alarm-list.ts';

export function Shelved({
  desk: { t, lang },
  list,
}: {
  readonly desk: DeskContext;
  readonly list: AlarmList;
}) {
  const alarms = list.groups.flatMap((group) => group.alarms);
  return (
    <section className="centre-card">
      <h2>{t('Đang tạm gác: {n}', { n: numberWords(list.counts.shelved, lang) })}</h2>
      {alarms.length === 0 ? <p className="muted">{t('Không có báo động nào bị tạm gác.')}</p> : null}
      <ul className="centre-tasks">
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <a href={`/desk/alarms?${new URLSearchParams({ box: 'shelved', id: alarm.id })}`}>
              {alarm.title[lang]}
            </a>
            <span>
              {alarm.hiddenTitle}: {alarm.hiddenReason}
            </span>
            <time dateTime={alarm.shelvedUntil ?? ''}>
              {alarm.shelvedUntil === null
                ? ''
                : t('đến {time}', { time: momentWords(new Date(alarm.shelvedUntil), lang) })}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
