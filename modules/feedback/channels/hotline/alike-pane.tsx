// What is probably the same nearby, with a picture to decide by; one key adds the caller to it.
import { momentWords } from '@city/ui/desk';
import { Button } from '@city/ui/parts';
import { stateName } from '../../desk/state-words.ts';
import type { HotlineProps } from './hotline-screen.tsx';

export function AlikePane({ desk: { t, lang }, help, sending }: HotlineProps) {
  const alike = help?.alike ?? [];
  return (
    <aside className="hotline-alike alike" aria-label={t('Việc gần đó')}>
      <h2>{t('Có thể cùng một việc')}</h2>
      {alike.length === 0 ? (
        <p className="muted">{t('Chưa thấy việc nào giống. Có lời kể và chỗ thì việc gần đó hiện ở đây.')}</p>
      ) : (
        <ul aria-live="polite">
          {alike.map(({ report, metres, photoUrl }, at) => (
            <li key={report.trackingCode}>
              {photoUrl !== null && <img src={photoUrl} alt={report.title[lang]} loading="lazy" />}
              <a href={report.url} target="_blank" rel="noreferrer">
                {report.title[lang]}
              </a>
              <p>“{report.words}”</p>
              <p className="muted">
                {t('cách {metres} m · {at} · {state}', {
                  metres,
                  at: momentWords(new Date(report.filedAt), lang, 'tiny'),
                  state: stateName(report.state, t),
                })}
              </p>
              <Button
                type="button"
                size="sm"
                wide
                disabled={sending.isBusy}
                onClick={() => sending.follow(at)}
              >
                {t('Người gọi báo cùng việc này')} <kbd>F{at + 2}</kbd>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}
