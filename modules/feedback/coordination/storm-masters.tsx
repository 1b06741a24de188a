// What the storm is about: each master with a large picture, how many follow it, and its last followers, each of which can be taken out.
import { type DeskContext, numberWords, timeWords } from '@city/ui/desk';
import { Button, EmptyState, Icon, StateTag } from '@city/ui/parts';
import { problemWords } from '../desk/problem-words.ts';
import { stateName } from '../desk/state-words.ts';
import type { StormFollower, StormMaster } from '../duplicates/storm-board-schemas.ts';
import type { StormActs } from './storm-acts.ts';

type Props = { desk: DeskContext; masters: readonly StormMaster[]; acts: StormActs };

export function StormMasters({ desk, masters, acts }: Props) {
  const { t } = desk;
  return (
    <section className="storm-masters" aria-labelledby="storm-masters-title">
      <h3 id="storm-masters-title">{t('Việc chính, nhiều người báo nhất trước')}</h3>
      {masters.length === 0 && (
        <EmptyState icon="copy" title={t('Chưa có việc nào được gộp')}>
          {t('Việc đầu tiên có người báo theo sẽ hiện ở đây.')}
        </EmptyState>
      )}
      <ul>
        {masters.map((master) => (
          <Master key={master.report.trackingCode} desk={desk} master={master} acts={acts} />
        ))}
      </ul>
    </section>
  );
}

function Master({ desk, master, acts }: { desk: DeskContext; master: StormMaster; acts: StormActs }) {
  const { t, lang } = desk;
  const { report, photoUrl, followers } = master;
  return (
    <li className="storm-master">
      {photoUrl === null ? (
        <p className="storm-nophoto">
          <Icon name="camera" size="md" />
          {t('Chưa ai gửi ảnh')}
        </p>
      ) : (
        <img src={photoUrl} alt={report.title[lang]} loading="lazy" />
      )}
      <div className="storm-about">
        <h4>
          <a href={`/desk/reports?queue=all&code=${report.trackingCode}`}>{report.title[lang]}</a>
        </h4>
        <p className="storm-count">
          <b className="num">{numberWords(report.merged + 1, lang)}</b> {t('người cùng báo')}
        </p>
        <p className="muted">
          <StateTag
            t={t}
            step={report.step as 1 | 2 | 3 | 4 | 5}
            size={20}
            name={stateName(report.state, t)}
          />
          <span>{report.body.short[lang]}</span>
        </p>
        <p>“{report.words}”</p>
        {followers.length > 0 && (
          <details>
            <summary>{t('Xem {count} người báo sau cùng', { count: followers.length })}</summary>
            <ul>
              {followers.map((follower) => (
                <Follower key={follower.trackingCode} desk={desk} follower={follower} acts={acts} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function Follower({ desk, follower, acts }: { desk: DeskContext; follower: StormFollower; acts: StormActs }) {
  const { t } = desk;
  const { trackingCode: code, version, words, filedAt, metres, mergedBy } = follower;
  const by = {
    city: t('thành phố tự gộp'),
    office: t('cán bộ gộp'),
    reporter: t('người gửi tự gộp'),
  }[mergedBy];
  return (
    <li>
      <div>
        <p>“{words}”</p>
        <p className="muted">
          {t('{time} · cách {metres} m · {by}', { time: timeWords(new Date(filedAt)), metres, by })}
        </p>
        {acts.failed?.at === code && (
          <p className="act-problem" role="alert">
            {problemWords(acts.failed.error, t)}
          </p>
        )}
      </div>
      <Button
        type="button"
        size="sm"
        disabled={acts.busy !== null}
        aria-label={t('Tách ra: {words}', { words })}
        onClick={() => void acts.run({ do: 'unmerge', code, version, reason: t('Hai việc khác nhau') })}
      >
        {t('Tách ra')}
      </Button>
    </li>
  );
}
