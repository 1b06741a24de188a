// A developer's own applications: the list with the form that registers one, and one application with what can be changed.
import { type View, view } from '@city/kernel/http';
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import {
  Banner,
  Button,
  ButtonLink,
  Card,
  DataList,
  EmptyState,
  ErrorSummary,
  Radios,
  Tag,
  TextArea,
  TextInput,
} from '@city/ui/parts';
import type { Registered } from './clients.store.ts';
import { type Proof, proofOf } from './registration.ts';

export interface Reading {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
}
export interface Draft {
  readonly name: string;
  readonly redirects: string;
  readonly proof: Proof;
  readonly keys: string;
}
export interface Problem {
  readonly field: string;
  readonly message: string;
}

const options = (t: Translate, title: string, hasProblems = false) => ({
  headers: { 'cache-control': 'no-store' },
  breadcrumbs: [{ href: '/developers', name: t('Dành cho người phát triển') }, { name: title }],
  page: { noIndex: true, hasProblems },
});

export function clientsView(
  { t }: Reading,
  clients: readonly Registered[],
  draft: Draft,
  problem: Problem | null,
): View {
  const title = t('Ứng dụng của tôi');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      {clients.length === 0 ? (
        <EmptyState icon="key" title={t('Chưa có ứng dụng nào')}>
          {t('Đăng ký một ứng dụng thử ở dưới: chỉ cần tên và địa chỉ quay về.')}
        </EmptyState>
      ) : (
        clients.map((client) => (
          <Card key={client.clientId}>
            <h2>
              <a href={`/developers/clients/${client.clientId}`}>{client.name.vi}</a>
            </h2>
            <p className="row">
              <State t={t} client={client} /> <code>{client.clientId}</code>
            </p>
          </Card>
        ))
      )}
      <RegisterForm t={t} draft={draft} problem={problem} />
    </div>
  );
  return view(title, content, options(t, title, problem !== null));
}

export function State({ t, client }: { readonly t: Translate; readonly client: Registered }) {
  if (client.stop) return <Tag tone="need">{t('Đang bị dừng')}</Tag>;
  if (!client.sandbox) return <Tag tone="done">{t('Phục vụ mọi người')}</Tag>;
  if (client.wish && !client.wish.decided_at) return <Tag tone="soon">{t('Chờ quyết định')}</Tag>;
  return <Tag tone="info">{t('Môi trường thử')}</Tag>;
}

const redirectsHint = (t: Translate) =>
  t('Mỗi dòng một địa chỉ, so từng chữ. Chỉ https; http được phép cho localhost.');
const keysHint = (t: Translate) =>
  t('Một JWKS chỉ có phần công khai (ES256), hoặc địa chỉ https nơi đặt JWKS.');

function ProofQuestion({ t, value }: { readonly t: Translate; readonly value: Proof }) {
  return (
    <Radios
      t={t}
      id="proof"
      name="proof"
      label={t('Ứng dụng tự xác thực bằng')}
      value={value}
      required
      choices={[
        {
          value: 'keys',
          name: t('Khóa của chính nó'),
          hint: t('Nên dùng. Bí mật không bao giờ rời máy bạn.'),
        },
        {
          value: 'secret',
          name: t('Mật khẩu do thành phố cấp'),
          hint: t('Hiện đúng một lần, ngay sau khi đăng ký.'),
        },
        {
          value: 'none',
          name: t('Không gì cả, chỉ PKCE'),
          hint: t('Cho ứng dụng chạy trên máy người dùng.'),
        },
      ]}
    />
  );
}

function RegisterForm({ t, draft, problem }: { t: Translate; draft: Draft; problem: Problem | null }) {
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <section className="flow" aria-labelledby="register">
      <h2 id="register">{t('Đăng ký ứng dụng thử')}</h2>
      <form method="post" action="/developers/clients" className="flow" data-no-draft="">
        <ErrorSummary
          t={t}
          problems={problem ? [{ fieldId: problem.field, message: problem.message }] : []}
        />
        <TextInput
          t={t}
          id="name"
          name="name"
          label={t('Tên ứng dụng')}
          hint={t('Người dùng thấy tên này khi được hỏi.')}
          defaultValue={draft.name}
          error={errorOf('name')}
          minLength={3}
          maxLength={100}
          required
        />
        <TextArea
          t={t}
          id="redirects"
          name="redirects"
          label={t('Địa chỉ quay về')}
          hint={redirectsHint(t)}
          defaultValue={draft.redirects}
          error={errorOf('redirects')}
          rows={3}
          maxLength={6000}
          required
        />
        <ProofQuestion t={t} value={draft.proof} />
        <TextArea
          t={t}
          id="keys"
          name="keys"
          label={t('Khóa công khai')}
          hint={keysHint(t)}
          defaultValue={draft.keys}
          error={errorOf('keys')}
          rows={4}
          maxLength={10_000}
          optional
        />
        <Button look="primary">{t('Đăng ký')}</Button>
      </form>
    </section>
  );
}

/** The secret, once; nothing of this page is kept by the browser. */
export function secretView({ t }: Reading, clientId: string, secret: string): View {
  const title = t('Mật khẩu của ứng dụng');
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <Banner tone="soon" title={t('Chép lại ngay: mật khẩu chỉ hiện một lần.')}>
        <p>{t('Thành phố chỉ giữ dấu vân của nó. Mất thì đổi cái mới.')}</p>
      </Banner>
      <DataList
        items={[
          { name: 'client_id', value: <code>{clientId}</code> },
          { name: 'client_secret', value: <code>{secret}</code> },
        ]}
      />
      <p className="row">
        <ButtonLink look="primary" href={`/developers/clients/${clientId}`}>
          {t('Tôi đã chép')}
        </ButtonLink>
      </p>
    </div>
  );
  return view(title, content, options(t, title));
}

export function clientView(reading: Reading, client: Registered, problem: Problem | null): View {
  const { t, lang } = reading;
  const title = client.name[lang];
  const proof = proofOf(client.metadata);
  const props = { ...reading, client, proof, problem, action: `/developers/clients/${client.clientId}` };
  const content = (
    <div className="wrap read flow sec">
      <h1>{title}</h1>
      <ErrorSummary t={t} problems={problem ? [{ fieldId: problem.field, message: problem.message }] : []} />
      {client.stop && (
        <Banner tone="need" title={t('Ứng dụng đang bị dừng, không ai đăng nhập được.')}>
          <p>{client.stop.reason}</p>
        </Banner>
      )}
      <DataList
        items={[
          { name: t('Trạng thái'), value: <State t={t} client={client} /> },
          { name: 'client_id', value: <code>{client.clientId}</code> },
          { name: t('Đăng ký lúc'), value: formatDateTime(client.madeAt, lang) },
        ]}
      />
      {client.sandbox && !client.stop && (
        <p className="row">
          <ButtonLink look="primary" href={`/developers/try/${client.clientId}`}>
            {t('Thử đăng nhập từng bước')}
          </ButtonLink>
        </p>
      )}
      {client.sandbox && <Redirects {...props} />}
      {proof === 'keys' && <Keys {...props} />}
      {proof === 'secret' && <Secret {...props} />}
      {client.sandbox && <Production {...props} />}
      {client.sandbox && !client.stop && <Remove {...props} />}
    </div>
  );
  return view(title, content, {
    ...options(t, title, problem !== null),
    breadcrumbs: [
      { href: '/developers', name: t('Dành cho người phát triển') },
      { href: '/developers/clients', name: t('Ứng dụng của tôi') },
      { name: title },
    ],
  });
}

interface Part extends Reading {
  readonly client: Registered;
  readonly action: string;
  readonly problem: Problem | null;
}
const errorIn = ({ problem }: Part, field: string) =>
  problem?.field === field ? problem.message : undefined;

function Redirects(props: Part) {
  const { t, client, action } = props;
  const known = (client.metadata['redirect_uris'] ?? []) as readonly string[];
  return (
    <section className="flow" aria-labelledby="to">
      <h2 id="to">{t('Địa chỉ quay về')}</h2>
      <form method="post" action={`${action}/redirects`} className="flow" data-no-draft="">
        <TextArea
          t={t}
          id="redirects"
          name="redirects"
          label={t('Các địa chỉ')}
          hint={redirectsHint(t)}
          error={errorIn(props, 'redirects')}
          defaultValue={known.join('\n')}
          rows={3}
          maxLength={6000}
          required
        />
        <Button look="second">{t('Ghi địa chỉ')}</Button>
      </form>
    </section>
  );
}

function Keys(props: Part) {
  const { t, client, action } = props;
  const { jwks, jwks_uri: address } = client.metadata as { jwks?: object; jwks_uri?: string };
  return (
    <section className="flow" aria-labelledby="own-keys">
      <h2 id="own-keys">{t('Khóa công khai')}</h2>
      <form method="post" action={`${action}/keys`} className="flow" data-no-draft="">
        <TextArea
          t={t}
          id="keys"
          name="keys"
          label={t('JWKS hoặc địa chỉ')}
          hint={t('Đổi khóa: ghi cả khóa cũ và mới, chờ ứng dụng dùng khóa mới, rồi bỏ khóa cũ.')}
          error={errorIn(props, 'keys')}
          defaultValue={address ?? JSON.stringify(jwks, null, 1)}
          rows={6}
          maxLength={10_000}
          required
        />
        <Button look="second">{t('Ghi khóa')}</Button>
      </form>
    </section>
  );
}

function Secret({ t, lang, client, action }: Part) {
  const secrets = (client.metadata['secrets'] ?? []) as readonly { readonly until?: string }[];
  const before = secrets.find(({ until }) => until !== undefined)?.until;
  return (
    <section className="flow" aria-labelledby="secret">
      <h2 id="secret">{t('Mật khẩu của ứng dụng')}</h2>
      {before !== undefined && (
        <p>
          {t('Mật khẩu trước còn dùng được đến {time}.', { time: formatDateTime(new Date(before), lang) })}
        </p>
      )}
      <form method="post" action={`${action}/secret`} className="flow">
        <p>{t('Mật khẩu mới có hiệu lực ngay; cái đang dùng còn đúng thêm 24 giờ để bạn kịp thay.')}</p>
        <Button look="second">{t('Cấp mật khẩu mới')}</Button>
      </form>
    </section>
  );
}

function Production(props: Part) {
  const { t, lang, client, action } = props;
  const { wish } = client;
  return (
    <section className="flow" aria-labelledby="production">
      <h2 id="production">{t('Đưa vào phục vụ mọi người')}</h2>
      {wish?.decided_at && !wish.is_granted && (
        <Banner tone="soon" title={t('Đề nghị trước chưa được duyệt')}>
          <p>{wish.answer}</p>
        </Banner>
      )}
      {wish && !wish.decided_at ? (
        <Banner
          title={t('Đã gửi lúc {time}, đang chờ quyết định.', { time: formatDateTime(wish.asked_at, lang) })}
        />
      ) : (
        <form method="post" action={`${action}/production`} className="flow" data-no-draft="">
          <TextInput
            t={t}
            id="owner"
            name="owner"
            label={t('Cơ quan, tổ chức chịu trách nhiệm')}
            hint={t('Người dùng thấy tên này.')}
            error={errorIn(props, 'owner')}
            minLength={3}
            maxLength={200}
            required
          />
          <TextArea
            t={t}
            id="reason"
            name="reason"
            label={t('Ứng dụng làm gì, cần biết điều gì về người dùng và vì sao')}
            error={errorIn(props, 'reason')}
            minLength={20}
            maxLength={2000}
            required
          />
          <label className="choice">
            <input type="checkbox" name="number" value="yes" />
            <span>{t('Cần số định danh cá nhân (phải có căn cứ pháp luật, ghi ở trên)')}</span>
          </label>
          <Button look="second">{t('Gửi đề nghị')}</Button>
        </form>
      )}
    </section>
  );
}

function Remove({ t, action }: Part) {
  return (
    <section className="flow" aria-labelledby="remove">
      <h2 id="remove">{t('Gỡ ứng dụng')}</h2>
      <form method="post" action={`${action}/remove`} className="flow">
        <label className="choice">
          <input type="checkbox" name="sure" value="yes" required />
          <span>{t('Gỡ hẳn: token của ứng dụng mất hiệu lực ngay, không lấy lại được')}</span>
        </label>
        <Button look="second">{t('Gỡ ứng dụng này')}</Button>
      </form>
    </section>
  );
}
