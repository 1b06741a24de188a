// Opens the desk: session first, then the router with the modules' screens.
import '@city/ui/staff.css';
import './desk.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ApiProblem } from '@city/ui/desk';
import { createRoot, type Root } from 'react-dom/client';
import { Announcer } from './announcer.tsx';
import { Closed, NoPost, SignedOut } from './closed.tsx';
import { DeskRouter } from './router.tsx';
import { openSession } from './session.ts';

/** A refusal stays a refusal; only what the city could not answer is asked again. */
const isWorthAnother = (error: unknown) =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500;

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => count < 2 && isWorthAnother(error) },
  },
});

async function open(root: Root): Promise<void> {
  try {
    const { lang, t, me } = await openSession();
    document.documentElement.lang = lang;
    document.title = `${t('Bàn làm việc')} · Hoa Phượng`;
    if (!me) return root.render(<SignedOut t={t} />);
    if (!me.post) return root.render(<NoPost t={t} me={me} lang={lang} />);
    root.render(
      <QueryClientProvider client={queries}>
        <Announcer>
          <DeskRouter session={{ lang, t, me: { ...me, post: me.post } }} />
        </Announcer>
      </QueryClientProvider>,
    );
  } catch {
    root.render(<Closed onAgain={() => void open(root)} />);
  }
}

const place = document.getElementById('desk');
if (place) void open(createRoot(place));
