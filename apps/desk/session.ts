// Who sits at the desk and in which language: asked once before anything is drawn.
import { createTranslate } from '@city/kernel/text/browser';
import type { Translate } from '@city/kernel/text';
import { ApiProblem, askJson, type DeskPost } from '@city/ui/desk';

export type Me = { id: string; name: string | null; post: DeskPost | null; posts: readonly DeskPost[] };

export type Session = { lang: 'vi' | 'en'; t: Translate; me: Me | null };

export async function openSession(): Promise<Session> {
  const lang = language();
  const [messages, me] = await Promise.all([askJson<Record<string, never>>(`/texts/${lang}.json`), whoAmI()]);
  return { lang, t: createTranslate(lang, messages), me };
}

/** `?lang=` wins and is kept in the cookie that the people's pages use too. */
function language(): 'vi' | 'en' {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'vi' || asked === 'en') {
    document.cookie = `lang=${asked}; path=/; max-age=31536000; samesite=lax`;
    return asked;
  }
  return /(?:^|; )lang=en\b/.test(document.cookie) ? 'en' : 'vi';
}

async function whoAmI(): Promise<Me | null> {
  try {
    return await askJson<Me>('/api/me');
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 401 || error.status === 404)) return null;
    throw error;
  }
}
