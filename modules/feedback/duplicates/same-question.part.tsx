// "Is it this?": reports around the place, each with a picture large enough to decide by. Plain radio buttons.
import type { Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { stateName } from '../cases/state-words.ts';
import type { AlikeItem } from './duplicates.routes.ts';

export interface SameQuestionProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly same: readonly AlikeItem[];
}

export function SameQuestion({ t, lang, same }: SameQuestionProps) {
  if (same.length === 0) return null;
  return (
    <fieldset className="q same">
      <legend>
        <h2>{t('Có phải một trong các việc này?')}</h2>
      </legend>
      <p className="hint">
        {t(
          'Đúng thì lời kể và ảnh của bạn được thêm vào việc đó, và bạn được báo cùng lúc với người gửi trước.',
        )}
      </p>
      <label className="same-none">
        <input type="radio" name="sameAs" value="" defaultChecked />
        <span>{t('Không, việc của tôi khác')}</span>
      </label>
      {same.map((item) => (
        <SameChoice key={item.report.trackingCode} t={t} lang={lang} item={item} />
      ))}
    </fieldset>
  );
}

function SameChoice({ t, lang, item }: { t: Translate; lang: 'vi' | 'en'; item: AlikeItem }) {
  const { report, metres, photoUrl } = item;
  return (
    <label className="same-one">
      <input type="radio" name="sameAs" value={report.trackingCode} />
      <span className="same-body">
        {photoUrl === null ? null : (
          <img src={photoUrl} alt={report.title[lang]} loading="lazy" width="800" height="600" />
        )}
        <b>{report.title[lang]}</b>
        <span>“{report.words}”</span>
        <span className="muted">
          {t('Cách chỗ bạn {metres} m · gửi {date} · {state}', {
            metres,
            date: formatDate(new Date(report.filedAt), lang),
            state: stateName(t, report.state),
          })}
        </span>
        <span className="same-yes">{t('Đúng việc này, theo dõi chung')}</span>
      </span>
    </label>
  );
}
