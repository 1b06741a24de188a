// How far a petition is: a bar with the number that stands and the number that obliges.
import type { Translate } from '@city/kernel/text';
import { formatDate, formatDateTime, formatNumber } from '@city/kernel/time';
import { BarList, Tag } from '@city/ui/parts';
import type { PetitionItem } from '../contract.ts';
import { isPublic } from '../cases/states.ts';
import { stateName, stateTone } from './state-words.ts';

export type Lang = 'vi' | 'en';
interface ItemProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly item: PetitionItem;
}

/** Before it is public a petition counts towards its first supporters, then towards the number that obliges. */
export const goalOf = (item: PetitionItem): number =>
  isPublic(item.state) ? item.threshold : item.supporters;

export function SignatureBar({ t, lang, item }: ItemProps) {
  const goal = goalOf(item);
  const isReached = item.signatures >= goal;
  return (
    <BarList
      label={t('{n} trên {goal} chữ ký', { n: item.signatures, goal })}
      look="thin"
      full={goal}
      data={[
        {
          key: 'signatures',
          name: t('{n} chữ ký', { n: formatNumber(item.signatures, lang) }),
          value: Math.min(item.signatures, goal),
          text: formatNumber(goal, lang),
          tone: isReached ? 'done' : 'plain',
        },
      ]}
    />
  );
}

export function PetitionTag({ t, item }: Omit<ItemProps, 'lang'>) {
  return (
    <Tag tone={item.isOverdue ? 'need' : stateTone(item.state)}>
      {item.isOverdue ? t('Quá hẹn trả lời') : stateName(t, item.state)}
    </Tag>
  );
}

/** The one date that matters now. */
export function dateWords({ t, lang, item }: ItemProps): string | null {
  const words = (at: string) => formatDateTime(new Date(at), lang);
  if (item.dueAt !== null) return t('Hẹn trả lời: {at}', { at: words(item.dueAt) });
  if (item.answeredAt !== null) return t('Trả lời: {at}', { at: words(item.answeredAt) });
  if (item.signUntil === null) return null;
  // The term ends at midnight: people are told its last day.
  const lastDay = new Date(Date.parse(item.signUntil) - 1);
  return t('Ký đến hết {day}', { day: formatDate(lastDay, lang) });
}

/** Petitions of a list. */
export function PetitionList({
  t,
  lang,
  items,
  label,
}: {
  readonly t: Translate;
  readonly lang: Lang;
  readonly items: readonly PetitionItem[];
  readonly label: string;
}) {
  return (
    <ul className="petitions" aria-label={label}>
      {items.map((item) => (
        <li key={item.code}>
          <h3>
            <a href={item.url}>{item.title}</a>
          </h3>
          <p className="muted">
            {item.unit?.name[lang] ?? t('Cả thành phố')} · {item.body.name[lang]}
          </p>
          <SignatureBar t={t} lang={lang} item={item} />
          <p className="petition-foot">
            <PetitionTag t={t} item={item} />
            <span className="muted">{dateWords({ t, lang, item })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
