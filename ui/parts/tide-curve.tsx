// A day's curve with a warning level: what was measured solid, what is foretold dotted, what lies above the level amber.
import { linear, round, runsAbove, smoothPath, valueAt, type Point } from './chart-scale.ts';

export type TideCurveProps = {
  /** Hours since midnight and level, in order; at least one an hour. */
  points: readonly { hour: number; level: number }[];
  /** Present hour; before it the line is solid. Left out for another day. */
  nowHour?: number | undefined;
  nowText?: string | undefined;
  /** Warning level and its words, "báo động 3,5 m". */
  warning: { level: number; text: string };
  /** The peak's words, "3,9 m · 17:40". */
  peakText: string;
  /** What it says, in one sentence. */
  summary: string;
  /** Word before the first hour, "0 giờ". */
  midnightText: string;
  /** `wall` is wider, with larger letters. */
  size?: 'card' | 'wall' | undefined;
};

const sizes = {
  card: { width: 340, height: 178, top: 36, base: 152, left: 2, right: 332, dot: 5 },
  wall: { width: 410, height: 176, top: 46, base: 146, left: 2, right: 400, dot: 8 },
};

export function TideCurve(props: TideCurveProps) {
  const { points, nowHour, nowText, warning, peakText, summary, midnightText, size = 'card' } = props;
  const box = sizes[size];
  const levels = points.map((point) => point.level);
  const highest = Math.max(...levels, warning.level);
  const lowest = Math.min(...levels, warning.level);
  const x = linear([0, 24], [box.left, box.right]);
  const y = linear([lowest - (highest - lowest) * 0.12, highest], [box.base, box.top]);
  const curve = points.map((point) => ({ x: point.hour, y: point.level }));
  const drawn = (run: readonly Point[]) => smoothPath(run.map((point) => ({ x: x(point.x), y: y(point.y) })));
  const whole = drawn(curve);
  const peak = curve.reduce((best, point) => (point.y > best.y ? point : best), curve[0]!);
  const now = nowHour === undefined ? undefined : { x: nowHour, y: valueAt(curve, nowHour) };
  // Where the peak's words would lie over the level's, those stand at the other end.
  const isAside = x(peak.x) < (box.left + box.right) / 2 && Math.abs(y(peak.y) - y(warning.level)) < 26;
  const past = now === undefined ? curve : [...curve.filter((point) => point.x < now.x), now];
  return (
    <svg
      className={`plot tide tide-${size}`}
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={summary}
    >
      <path className="plot-area" d={`${whole}L${box.right} ${box.base}L${box.left} ${box.base}z`} />
      <line className="plot-base" x1={box.left} x2={box.right} y1={box.base} y2={box.base} />
      <line
        className="plot-target"
        x1={box.left}
        x2={box.right}
        y1={round(y(warning.level))}
        y2={round(y(warning.level))}
      />
      <text
        className="plot-target-text"
        x={isAside ? box.right : box.left}
        y={round(y(warning.level) - 5)}
        textAnchor={isAside ? 'end' : 'start'}
      >
        {warning.text}
      </text>
      {now && <path className="plot-foretold" d={whole} />}
      <path className="plot-line" d={drawn(past)} />
      {runsAbove(curve, warning.level).map((run) => (
        <path key={run[0]!.x} className="plot-above" d={drawn(run)} />
      ))}
      {now && <circle className="plot-mark" cx={round(x(now.x))} cy={round(y(now.y))} r={box.dot} />}
      {now && nowText !== undefined && (
        <text className="plot-now" x={round(x(now.x) + 9)} y={round(y(now.y) + 13)}>
          {nowText}
        </text>
      )}
      <text
        className="plot-peak"
        x={clampPeak(round(x(peak.x)), box.left, box.right)}
        y={round(y(peak.y) - 10)}
        textAnchor="middle"
      >
        {peakText}
      </text>
      <Hours x={x} bottom={box.height - 4} midnightText={midnightText} />
    </svg>
  );
}

type HoursProps = { x: (hour: number) => number; bottom: number; midnightText: string };

function Hours({ x, bottom, midnightText }: HoursProps) {
  return [0, 6, 12, 18, 24].map((hour) => (
    <text
      key={hour}
      className="plot-hour"
      x={round(x(hour))}
      y={bottom}
      textAnchor={hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'}
    >
      {hour === 0 ? midnightText : hour}
    </text>
  ));
}

/** Keeps the peak's words inside the picture. */
function clampPeak(x: number, left: number, right: number): number {
  return Math.min(Math.max(x, left + 52), right - 48);
}
