// The pages of the walk through a code flow: each shows one step as it goes over the wire, and says what a client checks there.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { Banner, Button, ButtonLink, DataList, Steps, TextArea, TextInput } from '@city/ui/parts';
import type { ReactNode } from 'react';
import type { Answered } from '../provider/in-house.ts';
import type { Registered } from './clients.store.ts';
import type { Proof } from './registration.ts';

interface Reading {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
}

function framed({ t }: Reading, step: number, clientId: string, content: ReactNode): View {
  const title = t('Thử đăng nhập từng bước');
  return view(
    title,
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Steps t={t} current={step} steps={[t('Hỏi thành phố'), t('Quay về'), t('Token')]} />
      {content}
    </div>,
    {
      headers: { 'cache-control': 'no-store' },
      breadcrumbs: [
        { href: '/developers', name: t('Dành cho người phát triển') },
        { href: `/developers/clients/${clientId}`, name: clientId },
        { name: title },
      ],
      page: { noIndex: true },
    },
  );
}

export interface Try {
  readonly client: Registered;
  readonly request: URLSearchParams;
  /** The address that still has to be registered, or null. */
  readonly address: string | null;
}

export function tryView(reading: Reading, { client, request, address }: Try): View {
  const { t } = reading;
  const words: Readonly<Record<string, string>> = {
    response_type: t('Luôn là code'),
    client_id: t('Tên của ứng dụng'),
    redirect_uri: t('Nơi quay về, đã đăng ký trước'),
    scope: t('Ứng dụng hỏi điều gì'),
    state: t('Ngẫu nhiên; quay về phải đúng như vậy'),
    nonce: t('Ngẫu nhiên; phải có trong id_token'),
    code_challenge: t('SHA-256 của một bí mật mà chỉ ứng dụng giữ'),
    code_challenge_method: t('Luôn là S256'),
  };
  return framed(
    reading,
    1,
    client.clientId,
    <>
      <p>{t('Ứng dụng đưa người dùng đến /oidc/auth với:')}</p>
      <DataList
        items={[...request].map(([name, value]) => ({
          name,
          value: (
            <>
              <code>{value}</code>
              <br />
              <small>{words[name]}</small>
            </>
          ),
        }))}
      />
      {address === null ? (
        <ButtonLink look="primary" href={`/oidc/auth?${request}`}>
          {t('Đi đến trang cấp phép')}
        </ButtonLink>
      ) : (
        <Banner tone="soon" title={t('Cần thêm một địa chỉ quay về')}>
          <p>
            {t('Thêm địa chỉ này vào ứng dụng rồi quay lại đây:')} <code>{address}</code>
          </p>
          <p>
            <ButtonLink look="second" href={`/developers/clients/${client.clientId}#redirects`}>
              {t('Thêm địa chỉ')}
            </ButtonLink>
          </p>
        </Banner>
      )}
    </>,
  );
}

export interface CameBack {
  readonly clientId: string;
  readonly came: readonly { readonly name: string; readonly value: string }[];
  readonly code: string | null;
  /** The state is ours and the issuer the city's. */
  readonly isOurs: boolean;
  readonly proof: Proof;
}

export function cameBackView(reading: Reading, back: CameBack): View {
  const { t } = reading;
  return framed(
    reading,
    2,
    back.clientId,
    <>
      <p>{t('Trình duyệt quay về ứng dụng với:')}</p>
      <DataList items={back.came.map(({ name, value }) => ({ name, value: <code>{value}</code> }))} />
      {back.isOurs ? (
        <Banner tone="done" title={t('state và iss khớp: câu trả lời này là của yêu cầu vừa gửi.')} />
      ) : (
        <Banner tone="need" title={t('state hoặc iss không khớp: ứng dụng phải bỏ câu trả lời này.')} />
      )}
      {back.code !== null && back.isOurs && (
        <form method="post" action="/developers/try-tokens" className="flow" data-no-draft="">
          <input type="hidden" name="code" value={back.code} />
          {back.proof === 'secret' && (
            <TextInput
              t={t}
              id="secret"
              name="secret"
              type="password"
              autoComplete="off"
              label="client_secret"
              hint={t('Chỉ dùng cho bước này, không lưu lại.')}
              maxLength={200}
              required
            />
          )}
          {back.proof === 'keys' && (
            <TextArea
              t={t}
              id="assertion"
              name="assertion"
              label="client_assertion"
              hint={t(
                'JWT ký ES256 bằng khóa của ứng dụng: iss và sub là client_id, aud là địa chỉ của thành phố, có jti, sống một phút.',
              )}
              maxLength={4000}
              required
            />
          )}
          <Button look="primary">{t('Đổi mã lấy token')}</Button>
          <p className="hint">{t('Mã sống 60 giây và chỉ đổi được một lần.')}</p>
        </form>
      )}
      <Again t={t} clientId={back.clientId} />
    </>,
  );
}

export interface Tokens {
  readonly clientId: string;
  readonly answer: Answered;
  readonly claims: unknown;
  readonly told: Answered | null;
}

export function tokensView(reading: Reading, { clientId, answer, claims, told }: Tokens): View {
  const { t } = reading;
  const json = (value: unknown) => <pre className="code">{JSON.stringify(value, null, 2)}</pre>;
  return framed(
    reading,
    3,
    clientId,
    <>
      {answer.status === 200 ? (
        <Banner tone="done" title={t('Xong: ứng dụng biết ai vừa đăng nhập.')} />
      ) : (
        <Banner tone="need" title={t('Không đổi được mã. Câu trả lời nói vì sao:')} />
      )}
      <h2>{t('/oidc/token trả lời {status}', { status: answer.status })}</h2>
      {json(answer.body)}
      {claims !== null && (
        <>
          <h2>{t('Trong id_token, sau khi kiểm chữ ký, iss, aud, nonce, exp')}</h2>
          {json(claims)}
        </>
      )}
      {told && (
        <>
          <h2>{t('/oidc/me trả lời {status}', { status: told.status })}</h2>
          {json(told.body)}
        </>
      )}
      <Again t={t} clientId={clientId} />
    </>,
  );
}

function Again({ t, clientId }: { readonly t: Translate; readonly clientId: string }) {
  return (
    <p className="row">
      <ButtonLink look="second" href={`/developers/try/${clientId}`}>
        {t('Làm lại từ đầu')}
      </ButtonLink>
      <ButtonLink look="plain" href={`/developers/clients/${clientId}`}>
        {t('Về ứng dụng')}
      </ButtonLink>
    </p>
  );
}
