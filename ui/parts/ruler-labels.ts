// The words below the ruler: "T4 9/9", "Hôm nay", "trễ 4 giờ".
import type { Translate } from '@city/kernel/text';
import type { RulerGroup, RulerModel } from './ruler-model.ts';

export type Language = 'vi' | 'en';

const shortDays: Record<Language, readonly string[]> = {
  vi: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Context = { lang: Language; t: Translate; lateText: string | undefined };

/** One label for each group; an empty one where there is no room. */
export function rulerLabels(model: RulerModel, context: Context): string[] {
  const count = model.groups.length;
  const narrowest = Math.max(...model.groups.map((group) => group.weight), 1) * 0.35;
  return model.groups.map((group, index) => {
    const roomy = count <= 4 && group.weight > narrowest;
    return labelOf(group, { ...context, long: roomy || (index === count - 1 && group.weight > narrowest) });
  });
}

function labelOf(group: RulerGroup, { lang, t, lateText, long }: Context & { long: boolean }): string {
  switch (group.kind) {
    case 'late':
      return lateText ?? t('trễ');
    case 'waiting':
      return t('sau khi bạn trả lời');
    case 'day':
      if (group.isToday) return t('Hôm nay');
      return long ? `${weekday(group.date, lang)} ${dayAndMonth(group.date, lang)}` : weekday(group.date, lang);
    case 'week':
      return dayAndMonth(group.date, lang);
    case 'month':
      return lang === 'vi' ? `tháng ${Number(group.date.slice(5, 7))}` : shortMonths[Number(group.date.slice(5, 7)) - 1]!;
  }
}

function weekday(date: string, lang: Language): string {
  return shortDays[lang][new Date(`${date}T00:00:00Z`).getUTCDay()]!;
}

function dayAndMonth(date: string, lang: Language): string {
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return lang === 'vi' ? `${day}/${month}` : `${day} ${shortMonths[month - 1]}`;
}
