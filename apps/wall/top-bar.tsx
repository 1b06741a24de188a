// The wall's top line: the mark, whose wall it is, the replay's banner, the clock with seconds, the other language.
import { Logo } from '@city/ui/parts';
import type { WallCity, WallLang, WallWords } from '@city/ui/wall';
import { ReplayBanner } from './replay-banner.tsx';
import type { ReplayControl } from './session.ts';

type TopBarProps = { words: WallWords; city: WallCity; now: number; replay: ReplayControl | null };

export function TopBar({ words, city, now, replay }: TopBarProps) {
  const { t } = words;
  return (
    <header className="wall-top">
      <div className="wall-name">
        <Logo size={60} />
        <div>
          <h1>{t('Trung tâm điều hành')}</h1>
          <p>{[city.name, unitsInWords(city, words)].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      {replay && <ReplayBanner words={words} replay={replay} />}
      <a
        className="wall-lang"
        href={otherLanguage(words.lang)}
        hrefLang={words.lang === 'vi' ? 'en' : 'vi'}
        lang={words.lang === 'vi' ? 'en' : 'vi'}
      >
        {words.lang === 'vi' ? 'English' : 'Tiếng Việt'}
      </a>
      <div className="wall-clock">
        <time dateTime={new Date(now).toISOString()}>{words.time(now)}</time>
        <p>{words.day(now)}</p>
      </div>
    </header>
  );
}

function unitsInWords({ units, isOfDay }: WallCity, { t }: WallWords): string {
  if (!units || units.features.length === 0 || !isOfDay) return '';
  const kinds = new Set(units.features.map(({ properties }) => properties.kind));
  const n = units.features.length;
  if (kinds.has('đặc khu')) return t('{n} phường, xã, đặc khu', { n });
  if (kinds.has('thị trấn')) return t('{n} phường, xã, thị trấn', { n });
  return t('{n} đơn vị hành chính', { n });
}

function otherLanguage(lang: WallLang): string {
  const query = new URLSearchParams(location.search);
  query.set('lang', lang === 'vi' ? 'en' : 'vi');
  return `?${query}`;
}
