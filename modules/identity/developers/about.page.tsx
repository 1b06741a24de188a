// For developers: what the city's sign-in is, how an application uses it, what it may learn and what it has to keep to.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { ButtonLink, DataList } from '@city/ui/parts';
import { acrValues } from '../provider/levels.ts';
import { apiScopes } from '../provider/city-api.ts';
import { claimsByScope } from '../provider/claims.ts';

interface Row {
  readonly name: string;
  readonly what: string;
}

export function aboutView(t: Translate, issuer: string): View {
  const title = t('Dành cho người phát triển');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <p className="lead">
        {t(
          'Ứng dụng của bạn có thể cho người dân đăng nhập bằng thành phố: họ không phải lập thêm tài khoản, bạn không phải giữ mật khẩu của ai. Mỗi điều ứng dụng biết về một người, người ấy đồng ý trước và xem lại được sau.',
        )}
      </p>
      <p className="row">
        <ButtonLink look="primary" href="/developers/clients">
          {t('Ứng dụng của tôi')}
        </ButtonLink>
        <ButtonLink look="second" href="/docs/api">
          {t('Giao diện lập trình (OpenAPI)')}
        </ButtonLink>
      </p>
      <Steps t={t} issuer={issuer} />
      <Scopes t={t} />
      <Rules t={t} />
    </div>
  );
  return view(title, content, { breadcrumbs: [{ name: title }] });
}

function Steps({ t, issuer }: { readonly t: Translate; readonly issuer: string }) {
  return (
    <section className="flow" aria-labelledby="steps">
      <h2 id="steps">{t('Bốn bước')}</h2>
      <ol className="told">
        <li>
          {t(
            'Đăng ký một ứng dụng thử dưới tài khoản của chính bạn. Ở môi trường thử chỉ một mình bạn đăng nhập được.',
          )}
        </li>
        <li>
          {t(
            'Dùng một thư viện OpenID Connect có sẵn và chỉ cho nó địa chỉ này; mọi điều khác thư viện tự đọc:',
          )}
          <pre className="code">{issuer}/.well-known/openid-configuration</pre>
        </li>
        <li>
          {t('Đưa người dùng đến trang cấp phép với PKCE (S256), nhận mã, đổi mã lấy token:')}
          <pre className="code">
            {[
              `GET ${issuer}/oidc/auth?response_type=code&client_id=…&redirect_uri=…`,
              '    &scope=openid%20profile&state=…&nonce=…&code_challenge=…&code_challenge_method=S256',
              '',
              `POST ${issuer}/oidc/token`,
              '    grant_type=authorization_code&code=…&redirect_uri=…&code_verifier=…',
            ].join('\n')}
          </pre>
        </li>
        <li>
          {t(
            'Khi chạy tốt, đề nghị đưa ứng dụng vào phục vụ mọi người. Một quản trị viên xem mục đích rồi quyết định.',
          )}
        </li>
      </ol>
    </section>
  );
}

function Scopes({ t }: { readonly t: Translate }) {
  const words: Readonly<Record<string, string>> = {
    profile: t('Họ tên, ngày sinh'),
    email: t('Thư điện tử đã xác nhận, nếu người ấy có'),
    phone: t('Số điện thoại đã xác nhận'),
    identity: t('Mức độ định danh theo Nghị định 69/2024'),
    personal_number: t('Số định danh cá nhân; chỉ cho ứng dụng đã đăng ký mục đích này'),
  };
  const apis: Readonly<Record<string, string>> = {
    'city.me': t('Gọi GET /api/me thay người dùng'),
    'city.reports': t('Gọi GET /api/me/reports thay người dùng'),
  };
  const rows: Row[] = [
    { name: 'openid', what: t('Một tên riêng cho ứng dụng của bạn; ứng dụng khác biết tên khác') },
    ...Object.keys(claimsByScope).map((name) => ({ name, what: words[name] ?? name })),
    { name: 'offline_access', what: t('Token làm mới, 14 ngày, mỗi lần dùng đổi một cái mới') },
    ...apiScopes.flatMap((name) => (apis[name] ? [{ name, what: apis[name] }] : [])),
  ];
  return (
    <section className="flow" aria-labelledby="scopes">
      <h2 id="scopes">{t('Hỏi được gì')}</h2>
      <p>{t('Phạm vi (scope) và điều ứng dụng được biết')}</p>
      <DataList items={rows.map(({ name, what }) => ({ name, value: what }))} />
      <p>
        {t('Cần đăng nhập chắc hơn, hãy hỏi bằng acr_values; mức cao hơn luôn đủ cho mức thấp:')}{' '}
        <code>{`${acrValues[0]} … ${acrValues.length}`}</code>
      </p>
    </section>
  );
}

function Rules({ t }: { readonly t: Translate }) {
  return (
    <section className="flow" aria-labelledby="rules">
      <h2 id="rules">{t('Điều cần giữ')}</h2>
      <ul className="told">
        <li>{t('PKCE luôn bắt buộc; chữ ký là ES256. Mã sống 60 giây, token 10 phút.')}</li>
        <li>
          {t(
            'Nên tự xác thực bằng khóa (private_key_jwt): không có bí mật nào phải chuyển đi. Mật khẩu chỉ hiện một lần.',
          )}
        </li>
        <li>{t('Mã hay token làm mới dùng lại lần hai thì mọi token từ đó mất hiệu lực.')}</li>
        <li>
          {t(
            'Người dùng đăng xuất ở thành phố thì token hết hiệu lực ngay; ứng dụng có thể đăng ký để được báo.',
          )}
        </li>
        <li>{t('Ứng dụng làm sai mục đích đã đăng ký bị dừng ngay, kèm lý do.')}</li>
      </ul>
    </section>
  );
}
