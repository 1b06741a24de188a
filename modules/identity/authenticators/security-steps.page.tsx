// Steps of adding a way to sign in: the app's QR code, the codes to print, and a form that must be mended.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, ErrorSummary, TextInput } from '@city/ui/parts';
import { encode } from 'uqr';

const crumbs = (t: Translate, title: string) => [
  { href: '/me/security', name: t('Trung tâm an toàn') },
  { name: title },
];
const quiet = (t: Translate, title: string, problem?: string) => ({
  status: problem === undefined ? 200 : 422,
  headers: { 'cache-control': 'no-store' },
  breadcrumbs: crumbs(t, title),
  page: { noIndex: true, hasProblems: problem !== undefined },
});

/** A QR code as one path; a picture needs no script and no style. */
function Qr({ text, name }: { text: string; name: string }) {
  const { data, size } = encode(text, { border: 4, ecc: 'M' });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width="240" height="240" role="img" aria-label={name}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}

export function totpView(t: Translate, secret: string, address: string, problem?: string): View {
  const title = t('Gắn ứng dụng tạo mã');
  const content = (
    <div className="wrap read flow sec">
      <ErrorSummary t={t} problems={problem === undefined ? [] : [{ fieldId: 'code', message: problem }]} />
      <h1>{title}</h1>
      <p>{t('Mở ứng dụng tạo mã trên điện thoại, chọn thêm tài khoản và quét hình này.')}</p>
      <p>
        <Qr text={address} name={t('Mã QR để gắn ứng dụng tạo mã')} />
      </p>
      <p>
        {t('Không quét được? Nhập tay:')} <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <form method="post" action="/me/security/totp/check" className="flow">
        <TextInput
          t={t}
          id="code"
          name="code"
          label={t('Mã 6 số ứng dụng đang hiện')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
          width="medium"
          error={problem}
          messages={{ required: t('Hãy nhập mã.') }}
        />
        <Button look="primary" size="lg">
          {t('Xong')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, quiet(t, title, problem));
}

/** Shown once, and made to be printed. */
export function codesView(
  t: Translate,
  lang: 'vi' | 'en',
  { codes, name, at }: { readonly codes: readonly string[]; readonly name: string; readonly at: Date },
): View {
  const title = t('Mã dự phòng của bạn');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Banner tone="soon" title={t('Chỉ hiện một lần này.')}>
        <p>
          {t(
            'In trang này hoặc chép tay, cất nơi chỉ bạn biết. Mỗi mã vào được một lần khi bạn mất điện thoại.',
          )}
        </p>
      </Banner>
      <p>
        <b>{name}</b> · {formatDateTime(at, lang)} · Hải Phòng
      </p>
      <ol className="data-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        {t(
          'Cách dùng: mở trang đăng nhập, chọn “Tôi không còn cách nào ở trên”, nhập số định danh và một mã.',
        )}
      </p>
      <p className="row">
        <ButtonLink href="/me/security">{t('Tôi đã cất mã')}</ButtonLink>
      </p>
    </div>
  );
  return view(title, content, quiet(t, title));
}

/** One field that must be mended before it goes on. */
export function mendView(
  t: Translate,
  field: { readonly action: string; readonly name: 'password' | 'destination'; readonly problem: string },
): View {
  const title = field.name === 'password' ? t('Mật khẩu') : t('Số điện thoại hoặc thư điện tử');
  const content = (
    <div className="wrap read flow sec">
      <ErrorSummary t={t} problems={[{ fieldId: field.name, message: field.problem }]} />
      <h1>{title}</h1>
      <form method="post" action={field.action} className="flow">
        <TextInput
          t={t}
          id={field.name}
          name={field.name}
          type={field.name === 'password' ? 'password' : 'text'}
          label={field.name === 'password' ? t('Mật khẩu mới') : t('Số di động hoặc địa chỉ thư')}
          autoComplete={field.name === 'password' ? 'new-password' : 'tel'}
          maxLength={254}
          required
          error={field.problem}
        />
        <Button look="primary" size="lg">
          {t('Tiếp tục')}
        </Button>
      </form>
    </div>
  );
  return view(title, content, quiet(t, title, field.problem));
}
