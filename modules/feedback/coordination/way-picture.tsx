// The way of a report drawn: a lane for each body, a step to the right for each move; what is read aloud says the same in words.
import type { Translate } from '@city/kernel/text';
import { workingWords } from '@city/ui/desk';
import type { Stop } from './coordination-schemas.ts';

export type WayPictureProps = {
  t: Translate;
  lang: 'vi' | 'en';
  path: readonly Stop[];
  /** Width in pixels. */
  width: number;
};

const laneHeight = 58;
const edge = { top: 30, left: 14, right: 14 };

type Node = { stop: Stop; x: number; y: number };

export function WayPicture({ t, lang, path, width }: WayPictureProps) {
  const lanes = [...new Map(path.map(({ body }) => [body.code, body])).values()];
  const yOf = (code: string) => edge.top + laneHeight * lanes.findIndex((lane) => lane.code === code);
  const room = width - edge.left - edge.right;
  const stride = path.length > 1 ? room / (path.length - 1) : 0;
  const nodes: Node[] = path.map((stop, at) => ({
    stop,
    x: edge.left + stride * at,
    y: yOf(stop.body.code),
  }));
  const height = edge.top + laneHeight * lanes.length - 20;
  return (
    <svg
      className="way"
      role="img"
      aria-label={wayWords(path, t, lang)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {lanes.map((lane) => (
        <g key={lane.code}>
          <line className="way-lane" x1={0} x2={width} y1={yOf(lane.code)} y2={yOf(lane.code)} />
          <text className="way-name" x={0} y={yOf(lane.code) - 12}>
            {lane.short[lang]}
          </text>
        </g>
      ))}
      {nodes.slice(1).map((node, at) => (
        <path
          key={node.stop.since}
          className={node.stop.how === 'returned' ? 'way-back' : 'way-on'}
          d={curve(nodes[at] as Node, node)}
        />
      ))}
      {nodes.map((node, at) => (
        <StopMark key={node.stop.since} node={node} isLast={at === nodes.length - 1} t={t} lang={lang} />
      ))}
    </svg>
  );
}

/** Leaves level and arrives level, so that crossings stay readable. */
function curve(from: Node, to: Node): string {
  const bend = (to.x - from.x) / 2;
  return `M${from.x} ${from.y} C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

type MarkProps = { node: Node; isLast: boolean; t: Translate; lang: 'vi' | 'en' };

function StopMark({ node: { stop, x, y }, isLast, t, lang }: MarkProps) {
  const stay = workingWords(stop.workingMinutes, lang);
  return (
    <g className={isLast ? 'way-here' : 'way-stop'}>
      <circle cx={x} cy={y} r={isLast ? 8 : 5.5} />
      <text
        x={isLast ? x + 8 : x < 30 ? 0 : x}
        y={y + 22}
        textAnchor={isLast ? 'end' : x < 30 ? 'start' : 'middle'}
      >
        {isLast && stop.until === null ? t('ở đây {stay}', { stay }) : stay}
      </text>
    </g>
  );
}

/** "UBND phường Lê Chân giữ 1 giờ; trả lại cho Điều phối 1022, giữ 30 phút; …" */
export function wayWords(path: readonly Stop[], t: Translate, lang: 'vi' | 'en'): string {
  return path
    .map(({ how, body, workingMinutes }) => {
      const words = { body: body.short[lang], stay: workingWords(workingMinutes, lang) };
      if (how === 'filed') return t('{body} giữ {stay}', words);
      return how === 'returned'
        ? t('trả lại cho {body}, giữ {stay}', words)
        : t('chuyển cho {body}, giữ {stay}', words);
    })
    .join('; ');
}
