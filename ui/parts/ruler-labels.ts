// The words below the ruler: "T4 9/9", "Hôm nay", "trễ 4 giờ".
import type { Lang, Translate } from '@city/kernel/text';
import type { RulerGroup, RulerModel } from './ruler-model.ts';

export type Language = Lang;

const shortDays: Record<Language, readonly string[]> = {
  vi: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Context = { lang: Language; t: Translate; lateText: string | undefined };

/** Words below a group. `date` is left out where the ruler is narrow and has many groups. */
export type RulerLabel = { words: string; date?: string };

/** One label for each group. A day too narrow for both parts keeps its weekday, or its date where the weekday comes twice. */
export function rulerLabels(model: RulerModel, context: Context): RulerLabel[] {
  const widest = Math.max(...model.groups.map((group) => group.weight), 1);
  const days = model.groups
    .filter((group) => group.kind === 'day')
    .map((group) => weekday(group.date, context.lang));
  return model.groups.map((group) => {
    const label = labelOf(group, context);
    const isNarrow = group.weight <= widest * 0.35;
    if (label.date === undefined || !isNarrow) return label;
    return { words: days.filter((day) => day === label.words).length > 1 ? label.date : label.words };
  });
}

function labelOf(group: RulerGroup, { lang, t, lateText }: Context): RulerLabel {
  switch (group.kind) {
    case 'late':
      return { words: lateText ?? t('trễ') };
    case 'waiting':
      return { words: t('sau khi bạn trả lời') };
    case 'day':
      if (group.isToday) return { words: t('Hôm nay') };
      return { words: weekday(group.date, lang), date: dayAndMonth(group.date, lang) };
    case 'week':
      return { words: dayAndMonth(group.date, lang) };
    case 'month':
      return {
        words:
          lang === 'vi'
            ? `tháng ${Number(group.date.slice(5, 7))}`
            : shortMonths[Number(group.date.slice(5, 7)) - 1]!,
      };
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
