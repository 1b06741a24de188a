// The page people see when something is wrong: what happened, what was not lost, how to go on, and a human.
import type { AppError } from '@city/kernel/errors';
import { type Language, type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, ButtonLink } from '@city/ui/parts';

export function errorView(input: {
  error: AppError;
  lang: Language;
  path: string;
  requestId: string;
  t: Translate;
}): View {
  const { error, lang, path, requestId, t } = input;
  const again = error.status >= 500 || error.status === 429;
  const signIn = error.code === 'sign_in_needed';
  // A field that only says the title again (an address that leads nowhere) helps nobody.
  const fields = error.errors.filter(({ message }) => message[lang] !== error.title[lang]);
  const content = (
    <div className="wrap stack">
      <h1>{headline(error.status, t)}</h1>
      <Banner tone={error.status >= 500 ? 'soon' : 'info'} title={error.title[lang]}>
        {fields.length > 0 ? (
          <ul>
            {fields.map((one) => (
              <li key={one.pointer}>
                <b>{one.pointer.replace(/^\//, '')}</b>: {one.message[lang]}
              </li>
            ))}
          </ul>
        ) : null}
      </Banner>
      <p>{advice(error.status, t)}</p>
      <p className="row">
        {signIn ? (
          <ButtonLink look="primary" href={`/sign-in?return_to=${encodeURIComponent(path)}`}>
            {t('Đăng nhập')}
          </ButtonLink>
        ) : null}
        {again ? (
          <ButtonLink look="primary" href={path}>
            {t('Thử lại')}
          </ButtonLink>
        ) : null}
        <ButtonLink href="/" look={signIn || again ? 'second' : 'primary'}>
          {t('Về trang chủ')}
        </ButtonLink>
      </p>
      <p className="hint">{t('Mã để hỏi 1022: {id}', { id: requestId.slice(0, 8) })}</p>
    </div>
  );
  return view(headline(error.status, t), content, { status: error.status });
}

function headline(status: number, t: Translate): string {
  if (status === 404) return t('Không có trang này');
  if (status === 401) return t('Cần đăng nhập');
  if (status === 403) return t('Bạn chưa có quyền xem trang này');
  if (status === 429) return t('Bạn gửi hơi nhanh');
  if (status >= 500) return t('Máy chủ đang bận');
  return t('Có chỗ cần sửa');
}

function advice(status: number, t: Translate): string {
  if (status === 404) return t('Đường dẫn có thể đã đổi hoặc gõ nhầm. Bạn tìm ở trang chủ, hoặc gọi 1022.');
  if (status >= 500) return t('Việc đã gửi và có mã thì không mất. Bạn thử lại sau ít phút, hoặc gọi 1022.');
  return t('Bạn quay lại trang trước để sửa, hoặc gọi 1022 để được giúp.');
}
