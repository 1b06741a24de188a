// Opens the wall: reads what the address asks for, gets the words, starts the session, draws.
import '@city/ui/tokens.css';
import '@city/ui/ui.css';
import 'maplibre-gl/dist/maplibre-gl.css';
import '@city/ui/map.css';
import './wall.css';
import { createRoot } from 'react-dom/client';
import { createTranslate } from '@city/kernel/text/browser';
import { type WallLang, wallWords } from '@city/ui/wall';
import { readReplayWish } from './replay-clock.ts';
import { liveSession, replaySession } from './session.ts';
import { planTiles, tilesOf, wantedTiles } from './tile-plan.ts';
import { tiles } from './tiles.ts';
import { Wall } from './wall.tsx';

type CompiledMessages = Parameters<typeof createTranslate>[1];

const patienceMs = 2_000;

/** The words of a language; asked for until they come, as a wall starts before its network. */
async function wordsOf(lang: WallLang): Promise<CompiledMessages> {
  for (;;) {
    const answer = await fetch(`/texts/${lang}.json`).catch(() => null);
    if (answer?.ok) return (await answer.json()) as CompiledMessages;
    await new Promise((done) => setTimeout(done, patienceMs));
  }
}

async function open(element: HTMLElement): Promise<void> {
  const lang: WallLang = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'vi';
  const wish = readReplayWish(location.search);
  document.documentElement.lang = lang;
  const words = wallWords(lang, createTranslate(lang, await wordsOf(lang)));
  document.title = words.t('Trung tâm điều hành – Hải Phòng');
  const shown = planTiles(
    wish ? tiles.filter(({ feed }) => feed.replay) : tiles,
    wantedTiles(location.search),
  );
  const session = wish ? replaySession(tilesOf(shown), wish) : liveSession(tilesOf(shown));
  createRoot(element).render(<Wall session={session} plan={shown} words={words} />);
}

const element = document.getElementById('wall');
if (element) void open(element);
