// What stands where the desk cannot open: not signed in, no post, the city out of reach.
import type { Translate } from '@city/kernel/text';
import { sendJson } from '@city/ui/desk';
import { Button, ButtonLink, EmptyState, ErrorState, Logo } from '@city/ui/parts';
import type { ReactNode } from 'react';
import type { Me } from './session.ts';

function Alone({ children }: { children: ReactNode }) {
  return (
    <main className="desk-alone">
      <Logo size={48} />
      {children}
    </main>
  );
}

export function SignedOut({ t }: { t: Translate }) {
  const back = encodeURIComponent(location.pathname + location.search);
  return (
    <Alone>
      <h1>{t('Bàn làm việc')}</h1>
      <EmptyState
        icon="lock"
        title={t('Cần đăng nhập')}
        action={
          <ButtonLink look="primary" href={`/sign-in?return_to=${back}`}>
            {t('Đăng nhập')}
          </ButtonLink>
        }
      >
        {t('Bàn làm việc dành cho cán bộ. Đăng nhập bằng VNeID của bạn.')}
      </EmptyState>
    </Alone>
  );
}

export function NoPost({ t, me, lang }: { t: Translate; me: Me; lang: 'vi' | 'en' }) {
  const take = async (post: string) => {
    await sendJson('/api/me/post', { post });
    location.reload();
  };
  return (
    <Alone>
      <h1>{t('Bàn làm việc')}</h1>
      {me.posts.length > 0 ? (
        <EmptyState icon="office" title={t('Bạn làm việc ở vị trí nào?')}>
          <span className="desk-posts">
            {me.posts.map((post) => (
              <Button key={post.id} look="primary" onClick={() => void take(post.id)}>
                {post.title[lang]}
              </Button>
            ))}
          </span>
        </EmptyState>
      ) : (
        <EmptyState
          icon="office"
          title={t('Bạn chưa có vị trí công tác nào')}
          action={<ButtonLink href="/">{t('Về trang chủ')}</ButtonLink>}
        >
          {t(
            '{name} đã đăng nhập nhưng chưa được giao vị trí. Hỏi người quản trị của cơ quan, hoặc gọi 1022.',
            { name: me.name ?? '' },
          )}
        </EmptyState>
      )}
    </Alone>
  );
}

/** Texts have not arrived, so both languages stand here. */
export function Closed({ onAgain }: { onAgain: () => void }) {
  return (
    <Alone>
      <ErrorState
        title="Chưa mở được bàn làm việc · The desk could not open"
        action={<Button onClick={onAgain}>Thử lại · Try again</Button>}
      >
        Máy chủ chưa trả lời. Việc đã lưu không mất. · The server does not answer. Nothing saved is lost.
      </ErrorState>
    </Alone>
  );
}
