// Pages around signing in: what went wrong and how to go on, and that one is signed out.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, ButtonLink } from '@city/ui/parts';
import { LIMITS } from '../limits.ts';
import type { AuthenticationLevel } from '../people/levels.ts';
import type { Refusal } from './sign-in.action.ts';

interface Words {
  readonly status: number;
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

/** What a person sees who was not signed in: what happened, what comes next, a way on and a human. */
export function refusalView(
  t: Translate,
  refusal: Refusal,
  returnTo: string,
  level?: AuthenticationLevel,
): View {
  const { status, title, what, next } = wordsFor(t, refusal, level ?? 1);
  const again = `/sign-in?return_to=${encodeURIComponent(returnTo)}${level ? `&level=${level}` : ''}`;
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Banner tone={status === 503 ? 'soon' : 'info'} title={what}>
        <p>{next}</p>
      </Banner>
      <p className="row">
        <ButtonLink look="primary" href={again}>
          {t('Đăng nhập lại')}
        </ButtonLink>
        <ButtonLink href="/">{t('Về trang chủ')}</ButtonLink>
      </p>
    </div>
  );
  const headers: Record<string, string> =
    status === 503 ? { 'retry-after': String(LIMITS.providerAwayRetrySeconds) } : {};
  return view(title, content, {
    status,
    headers: { ...headers, 'cache-control': 'no-store' },
    page: { noIndex: true },
  });
}

function wordsFor(t: Translate, refusal: Refusal, level: AuthenticationLevel): Words {
  const title = t('Chưa đăng nhập được');
  switch (refusal) {
    case 'declined':
      return {
        status: 403,
        title,
        what: t('VNeID báo rằng bạn đã từ chối, hoặc tài khoản đang bị khóa.'),
        next: t(
          'Bạn có thể thử lại và bấm đồng ý. Nếu tài khoản bị khóa, công an phường, xã nơi bạn ở sẽ giúp mở lại.',
        ),
      };
    case 'unknown_attempt':
      return {
        status: 400,
        title,
        what: t('Lần đăng nhập này đã dùng rồi, đã quá 10 phút, hoặc bắt đầu từ một trình duyệt khác.'),
        next: t('Chưa có gì thay đổi. Bạn chỉ cần bắt đầu lại từ đây.'),
      };
    case 'not_genuine':
      return {
        status: 400,
        title,
        what: t('Câu trả lời từ VNeID không khớp với lần đăng nhập này, nên chúng tôi không nhận.'),
        next: t('Bạn hãy thử lại. Nếu vẫn vậy, xin gọi 1022.'),
      };
    case 'provider_away':
      return {
        status: 503,
        title: t('VNeID đang tạm nghỉ'),
        what: t('Chúng tôi chưa nối được với VNeID để xác nhận bạn là ai.'),
        next: t('Bạn thử lại sau ít phút. Gửi và tra cứu phản ánh vẫn làm được mà không cần đăng nhập.'),
      };
    case 'not_believable':
      return {
        status: 403,
        title,
        what: t('Thông tin VNeID gửi sang có chỗ mâu thuẫn, nên chúng tôi chưa nhận.'),
        next: t('Xin gọi 1022 để được kiểm tra. Bạn không mất dữ liệu nào.'),
      };
    case 'too_weak':
      return {
        status: 403,
        title: t('Cần xác nhận chắc hơn'),
        what: t('Việc này cần mức xác thực {level}, lần này bạn xác nhận ở mức thấp hơn.', { level }),
        next: t('Bạn đăng nhập lại và chọn cách xác nhận mạnh hơn trong VNeID, ví dụ bằng khuôn mặt.'),
      };
    case 'other_person':
      return {
        status: 409,
        title,
        what: t('Tài khoản VNeID này đang gắn với một người khác trong hệ thống của thành phố.'),
        next: t('Xin gọi 1022 để được kiểm tra. Để an toàn, chúng tôi chưa cho đăng nhập.'),
      };
  }
}

/** Said after signing out; the provider may still remember the person on this device. */
export function signedOutView(t: Translate, providerUrl: string | null): View {
  const content = (
    <div className="wrap read flow sec">
      <h1>{t('Bạn đã đăng xuất')}</h1>
      <Banner tone="done" title={t('Trên máy này không còn ai đăng nhập vào trang của thành phố.')}>
        <p>{t('Nếu đây là máy dùng chung, bạn nên đăng xuất cả khỏi VNeID.')}</p>
      </Banner>
      <p className="row">
        {providerUrl !== null && <ButtonLink href={providerUrl}>{t('Đăng xuất khỏi VNeID')}</ButtonLink>}
        <ButtonLink look="primary" href="/">
          {t('Về trang chủ')}
        </ButtonLink>
      </p>
    </div>
  );
  return view(t('Bạn đã đăng xuất'), content, {
    headers: { 'cache-control': 'no-store' },
    page: { draftClear: '*', noIndex: true },
  });
}
