// The policy tester: may somebody do this, to what, from where, and what each condition found, in plain words.
import { useMutation } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Banner, BusyButton, Button, ErrorState, Icon, Select, TextInput } from '@city/ui/parts';
import { type FormEvent, useState } from 'react';
import { problemWords, tryPolicy } from './api.ts';
import type { Rights, Verdict } from './rights-schemas.ts';

type Props = { desk: DeskContext; rights: Rights; permission: string | null };

export function TrialTab({ desk, rights, permission }: Props) {
  const { t, lang, announce } = desk;
  const [who, setWho] = useState<'post' | 'citizen' | 'anonymous'>('post');
  const trial = useMutation({
    mutationFn: tryPolicy,
    onSuccess: ({ allow }) => announce(allow ? t('Được phép') : t('Không được phép')),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    trial.mutate(trialOf(new FormData(event.currentTarget), who));
  };
  const posts = [...rights.posts].sort((a, b) => a.title[lang].localeCompare(b.title[lang], lang));
  const bodies = [...new Set(rights.posts.map(({ body }) => body))].sort();
  return (
    <div className="access-tab">
      <form className="access-form" onSubmit={submit}>
        <Select
          t={t}
          id="trial-who"
          name="who"
          label={t('Ai')}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value as typeof who)}
          options={[
            { value: 'post', name: t('Một vị trí') },
            { value: 'citizen', name: t('Một người dân đã đăng nhập') },
            { value: 'anonymous', name: t('Người chưa đăng nhập') },
          ]}
        />
        {who === 'post' && (
          <Select
            t={t}
            id="trial-post"
            name="post"
            label={t('Vị trí nào')}
            options={posts.map((post) => ({ value: post.id, name: `${post.title[lang]} · ${post.body}` }))}
          />
        )}
        <Select
          t={t}
          id="trial-permission"
          name="permission"
          label={t('Làm gì')}
          defaultValue={permission ?? undefined}
          options={rights.permissions.map(({ name, describe }) => ({ value: name, name: describe[lang] }))}
        />
        <Select
          t={t}
          id="trial-level"
          name="level"
          label={t('Mức xác thực')}
          defaultValue="2"
          options={['1', '2', '3', '4'].map((value) => ({ value, name: value }))}
        />
        <Conditions desk={desk} bodies={bodies} isPost={who === 'post'} />
        {trial.isPending ? (
          <BusyButton>{t('Đang hỏi…')}</BusyButton>
        ) : (
          <Button type="submit" look="primary">
            {t('Có được không?')}
          </Button>
        )}
      </form>
      {trial.isError && <ErrorState title={t('Chưa hỏi được')}>{problemWords(trial.error, t)}</ErrorState>}
      {trial.data && <Answer desk={desk} verdict={trial.data} />}
    </div>
  );
}

function Answer({ desk: { t, lang }, verdict }: { desk: DeskContext; verdict: Verdict }) {
  return (
    <section>
      <Banner
        tone={verdict.allow ? 'done' : 'need'}
        title={verdict.allow ? t('Được phép') : t('Không được phép')}
      >
        <p>
          {t('Ghi vào sổ:')} <code>{verdict.reason}</code>
        </p>
        {verdict.acrValues.length > 0 && (
          <p>
            {t('Đăng nhập mạnh hơn thì được:')} <code>{verdict.acrValues.join(', ')}</code>
          </p>
        )}
      </Banner>
      {verdict.findings.length > 0 && (
        <>
          <h2>{t('Từng điều kiện')}</h2>
          <ul className="access-findings">
            {verdict.findings.map(({ condition, holds, says }) => (
              <li key={condition} className={holds ? 'is-met' : 'is-missed'}>
                <Icon name={holds ? 'tick' : 'close'} />
                <span>
                  <b>{holds ? t('Đạt') : t('Không đạt')}:</b> {says[lang]} <code>{condition}</code>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type ConditionsProps = { desk: DeskContext; bodies: readonly string[]; isPost: boolean };

function Conditions({ desk: { t }, bodies, isPost }: ConditionsProps) {
  return (
    <>
      <TextInput
        t={t}
        id="trial-body"
        name="body"
        label={t('Việc thuộc cơ quan')}
        hint={t('Để trống: chỉ hỏi cửa có mở không.')}
        list="trial-bodies"
        optional
      />
      <datalist id="trial-bodies">
        {bodies.map((body) => (
          <option key={body} value={body} />
        ))}
      </datalist>
      <TextInput t={t} id="trial-unit" name="unit" label={t('Ở phường, xã (mã)')} optional />
      <TextInput t={t} id="trial-purpose" name="purpose" label={t('Mục đích nêu ra')} optional />
      {isPost && (
        <TextInput
          t={t}
          id="trial-scope"
          name="scope"
          label={t('Nếu làm thay: được giao việc gì')}
          hint={t('Cách nhau bằng dấu phẩy; để trống là chính chủ.')}
          optional
        />
      )}
    </>
  );
}

/** What the form asks. */
function trialOf(data: FormData, who: 'post' | 'citizen' | 'anonymous'): Parameters<typeof tryPolicy>[0] {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const given = (name: string) => (text(name) === '' ? {} : { [name]: text(name) });
  const scope = text('scope')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return {
    who,
    permission: text('permission'),
    level: Number(text('level') || 2),
    ...(who === 'post' ? { post: text('post') } : {}),
    ...(who === 'post' && scope.length > 0 ? { deputyScope: scope } : {}),
    ...given('purpose'),
    ...given('body'),
    ...given('unit'),
  };
}
