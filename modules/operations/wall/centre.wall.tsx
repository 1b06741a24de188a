// The city now: its stage, how many alarms call and how urgent, the gravest warning. Readable from the back of the room.
import { defineTile, type TileProps } from '@city/ui/wall';
import { centreFeed } from './centre-feed.ts';
import type { WallView } from './wall-view.ts';
import './centre.css';

function TheCityNow({ state, words }: TileProps<WallView>) {
  const { t } = words;
  const [urgent = 0, high = 0, ...others] = state.calling;
  const [warning] = state.warnings;
  const rest = others.reduce((sum, n) => sum + n, 0);
  return (
    <div className="centre-now">
      <p className={`centre-now-stage centre-now-${state.stage.colour}`}>
        <b>{t('Mức {level} trên 5', { level: state.stage.level })}</b>{' '}
        <span>{words.pick(state.stage.name)}</span>
      </p>
      <dl>
        <div className={urgent > 0 ? 'is-need' : undefined}>
          <dt>{t('Khẩn')}</dt>
          <dd data-figure="alarms-urgent">{words.number(urgent)}</dd>
        </div>
        <div>
          <dt>{t('Cao')}</dt>
          <dd>{words.number(high)}</dd>
        </div>
        <div>
          <dt>{t('Khác')}</dt>
          <dd>{words.number(rest)}</dd>
        </div>
        <div>
          <dt>{t('Sự cố')}</dt>
          <dd>{words.number(state.incidents)}</dd>
        </div>
      </dl>
      <p className="centre-now-warning">
        {warning
          ? `${warning.isExercise ? `${t('DIỄN TẬP')} – ` : ''}${words.pick(warning.headline)}`
          : state.isFlood
            ? t('Báo động dồn dập')
            : t('Không có cảnh báo nào')}
      </p>
    </div>
  );
}

export const tile = defineTile({
  id: 'operations-now',
  area: 'side',
  order: 30,
  weight: 190,
  title: { vi: 'Báo động đang gọi', en: 'Alarms calling' },
  lateAfterSeconds: 45,
  feed: centreFeed,
  component: TheCityNow,
});
