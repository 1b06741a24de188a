// What kinds, states and figures are called, and how their numbers are written.
import type { Translate } from '@city/kernel/text';
import { numberWords } from '@city/ui/desk';
import type { Tone } from '@city/ui/parts';
import type { FigureKey, Kind, RunState } from '../contract.ts';

export const kindNames = (t: Translate): Readonly<Record<Kind, string>> => ({
  flood: t('Ngập do triều và mưa'),
  traffic: t('Giao thông'),
  evacuation: t('Sơ tán'),
  plume: t('Rò khí độc'),
  water: t('Cấp nước'),
});

export const stateNames = (t: Translate): Readonly<Record<RunState, string>> => ({
  queued: t('Đang chờ'),
  running: t('Đang chạy'),
  done: t('Đã xong'),
  failed: t('Không tính được'),
  cancelled: t('Đã dừng'),
});

export const stateTones: Readonly<Record<RunState, Tone>> = {
  queued: 'plain',
  running: 'soon',
  done: 'done',
  failed: 'need',
  cancelled: 'paused',
};

interface FigureWords {
  readonly name: string;
  readonly unit: string;
}

/** Figures that people at the desk read first; the others stand with the evidence. */
export function figureWords(t: Translate): Readonly<Record<FigureKey, FigureWords>> {
  const [persons, none] = [t('người dân'), ''];
  const words = (name: string, unit = none): FigureWords => ({ name, unit });
  return {
    people: words(t('Người bị ảnh hưởng'), persons),
    areaKm2: words(t('Diện tích bị ảnh hưởng'), 'km²'),
    deepest: words(t('Chỗ ngập sâu nhất'), 'm'),
    bathtubKm2: words(t('Diện tích thấp hơn mức nước, nối với biển'), 'km²'),
    roadsCut: words(t('Chiều đường bị cắt'), none),
    missingShare: words(t('Sai số cân bằng'), none),
    steps: words(t('Số bước tính'), none),
    arrived: words(t('Xe đã tới nơi'), t('xe')),
    meanMinutes: words(t('Thời gian đi trung bình'), t('phút')),
    freeMinutes: words(t('Thời gian đi khi đường vắng'), t('phút')),
    delayHours: words(t('Tổng thời gian chậm'), t('giờ xe')),
    longestQueue: words(t('Hàng xe dài nhất'), 'm'),
    evacuees: words(t('Người phải đi'), persons),
    sheltered: words(t('Người tới nơi tránh trú kịp'), persons),
    unsheltered: words(t('Người chưa tới kịp'), persons),
    meanArrivalHours: words(t('Tới nơi, trung bình sau'), t('giờ')),
    lastArrivalHours: words(t('Người cuối cùng tới sau'), t('giờ')),
    worstReducedCost: words(t('Chứng minh tối ưu (từ 0 trở lên)'), none),
    peopleLevel1: words(t('Người ở vùng khó chịu'), persons),
    peopleLevel2: words(t('Người ở vùng gây hại lâu dài'), persons),
    peopleLevel3: words(t('Người ở vùng nguy hiểm tính mạng'), persons),
    reachKm: words(t('Xa nhất tới'), 'km'),
    peakPpm: words(t('Nồng độ trung bình một giờ cao nhất'), 'ppm'),
    stability: words(t('Độ ổn định của không khí'), none),
    withoutWater: words(t('Người thiếu nước'), persons),
    lowPressure: words(t('Người có nước yếu'), persons),
    leastPressure: words(t('Áp lực thấp nhất'), 'm'),
    undeliveredCubicMetres: words(t('Nước không cấp được'), 'm³'),
  };
}

const evidence: readonly FigureKey[] = ['missingShare', 'steps', 'worstReducedCost', 'stability'];
export const isEvidence = (key: FigureKey): boolean => evidence.includes(key);

/** A figure as it is written: whole when large, a few digits when small. */
export function figureText(key: FigureKey, value: number | null, lang: 'vi' | 'en', unit = ''): string {
  if (value === null) return '–';
  if (key === 'stability') return 'ABCDEF'.charAt(value);
  if (key === 'missingShare') return `${(value * 100).toExponential(1)} %`;
  const text = plainNumber(value, lang);
  return unit === '' ? text : `${text} ${unit}`;
}

export function plainNumber(value: number, lang: 'vi' | 'en'): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  return numberWords(Number(value.toFixed(digits)), lang);
}

/** What a curve shows, with its unit. */
export function seriesWords(t: Translate, key: string): { name: string; unit: string } {
  const known: Readonly<Record<string, { name: string; unit: string }>> = {
    level: { name: t('Mực nước biển, theo hệ Hòn Dáu'), unit: 'm' },
    wetKm2: { name: t('Diện tích đang ngập'), unit: 'km²' },
    depth: { name: t('Độ sâu ngập'), unit: 'm' },
    onRoad: { name: t('Xe đang trên đường'), unit: t('xe') },
    arrived: { name: t('Xe đã tới nơi'), unit: t('xe') },
    sheltered: { name: t('Người tới nơi tránh trú kịp'), unit: t('người dân') },
    cloudKm: { name: t('Khí đã trôi xa'), unit: 'km' },
    pressure: { name: t('Áp lực nước'), unit: 'm' },
  };
  return known[key] ?? { name: key, unit: '' };
}
