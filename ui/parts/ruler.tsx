// The working-time ruler: one block a working half-day, as wide as its hours; nights and holidays are gaps.
import type { Translate } from '@city/kernel/text';
import { rulerLabels, type Language, type RulerLabel } from './ruler-labels.ts';
import type { RulerBlock, RulerModel, RulerState } from './ruler-model.ts';

export type RulerProps = {
  t: Translate;
  lang: Language;
  model: RulerModel;
  /** The whole promise in one sentence for a screen reader, "Còn 1 ngày 4 giờ làm việc, hẹn thứ Tư, 9/9, 15:30". */
  label?: string | undefined;
  /** Words below the late part, "trễ 4 giờ". */
  lateText?: string | undefined;
};

const toneClasses: Record<RulerState, string> = {
  running: 'ruler',
  soon: 'ruler ruler-soon',
  late: 'ruler ruler-late',
  paused: 'ruler ruler-paused',
  kept: 'ruler ruler-kept',
  'kept-late': 'ruler ruler-kept',
};

export function Ruler({ t, lang, model, label, lateText }: RulerProps) {
  const labels = rulerLabels(model, { lang, t, lateText });
  const crowded = model.groups.length > 4 ? ' is-crowded' : '';
  return (
    <div
      className={toneClasses[model.state] + crowded}
      role="img"
      aria-label={label ?? t('Giờ làm việc đã qua và còn lại')}
    >
      {model.groups.map((group, index) => (
        <div
          key={group.kind + group.date}
          className={`ruler-day g${group.weight}${group.isNow ? ' is-now' : ''}`}
        >
          <div className="ruler-bar">
            {group.blocks.map((block, place) => (
              <Block key={place} block={block} weight={block.weight} />
            ))}
          </div>
          <RulerWords {...labels[index]!} />
        </div>
      ))}
    </div>
  );
}

function RulerWords({ words, date }: RulerLabel) {
  return (
    <span>
      {words}
      {date !== undefined && <em> {date}</em>}
    </span>
  );
}

/** A partly used block carries its share as the width of an svg: an attribute, which a strict CSP allows. */
function Block({ block, weight }: { block: RulerBlock; weight: number }) {
  const percent = Math.round(block.used * 100);
  const look = block.kind === 'late' ? ' over' : percent === 100 ? ' is-full' : '';
  const partly = block.kind === 'term' && percent > 0 && percent < 100;
  return (
    <i className={`g${weight}${look}${block.afterPause ? ' after-pause' : ''}`}>
      {partly && <svg width={`${percent}%`} height="100%" />}
    </i>
  );
}
