// Reports as a list for people: icon, title that leads to the page, place and time, state and promise.
import type { Translate } from '@city/kernel/text';
import { capitalise, formatDateTime } from '@city/kernel/time';
import { type CaseStep, Icon, type IconName, StateTag } from '@city/ui/parts';
import type { ReportItem } from '../contract.ts';
import { isOpen } from './states.ts';
import { stateName } from './state-words.ts';

type Lang = 'vi' | 'en';

export function ReportList({
  t,
  lang,
  items,
  label,
}: {
  t: Translate;
  lang: Lang;
  items: readonly ReportItem[];
  label: string;
}) {
  return (
    <ol className="chain reports" aria-label={label}>
      {items.map((item) => (
        <li key={item.trackingCode}>
          <span className="ic">
            <Icon name={item.icon as IconName} />
          </span>
          <div>
            <b>
              <a href={item.url}>{item.title[lang]}</a>
            </b>
            <p>
              {capitalise(`${item.unit.kind} ${item.unit.name}`)} ·{' '}
              {t('gửi {at}', { at: formatDateTime(new Date(item.filedAt), lang, 'short') })}
            </p>
            <StateTag t={t} step={item.step as CaseStep} name={stateName(t, item.state)}>
              {dueWords(t, lang, item)}
            </StateTag>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** "hẹn thứ Tư, 9/9, 15:30"; late and open: "trễ hẹn …". Answered reports say no more. */
function dueWords(t: Translate, lang: Lang, item: ReportItem): string | undefined {
  if (item.dueAt === null || !isOpen(item.state)) return undefined;
  const due = formatDateTime(new Date(item.dueAt), lang, 'short');
  return item.verdict === 'overdue' ? t('· trễ hẹn {due}', { due }) : t('· hẹn {due}', { due });
}
