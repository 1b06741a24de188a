// Starting a petition in three steps: the words, where and who answers, a look at it beside others that ask the same.
import type { Translate } from '@city/kernel/text';
import { formatNumber } from '@city/kernel/time';
import {
  Button,
  DataList,
  ErrorSummary,
  type FieldProblem,
  Select,
  Steps,
  TextArea,
  TextInput,
} from '@city/ui/parts';
import { CityForm, FormFoot, NextStep } from '@city/ui/people';
import { limits, type PetitionItem, type PetitionView } from '../contract.ts';
import type { Body } from '../rules/bodies.ts';
import type { Topic } from '../rules/rules-data.ts';
import { type Lang, PetitionList } from './progress.part.tsx';

function StartSteps({ t, current }: { readonly t: Translate; readonly current: 1 | 2 | 3 }) {
  return <Steps t={t} steps={[t('Muốn gì'), t('Ở đâu, ai trả lời'), t('Gửi')]} current={current} />;
}

export interface WordsPageProps {
  readonly t: Translate;
  readonly action: string;
  readonly written: { readonly title: string; readonly ask: string; readonly words: string };
  readonly problems: readonly FieldProblem[];
}

export function WordsPage({ t, action, written, problems }: WordsPageProps) {
  const errorAt = (id: string) => problems.find(({ fieldId }) => fieldId === id)?.message;
  return (
    <>
      <StartSteps t={t} current={1} />
      <div className="form">
        <h1>{t('Bạn muốn thành phố làm gì?')}</h1>
        <CityForm action={action} draft="petition-words">
          <ErrorSummary t={t} problems={problems} />
          <TextInput
            t={t}
            id="title"
            name="title"
            label={t('Tên kiến nghị')}
            hint={t('Một câu, ví dụ: Mở lại sân chơi cạnh hồ Sen')}
            error={errorAt('title')}
            defaultValue={written.title}
            required
            minLength={limits.titleMin}
            maxLength={limits.titleMax}
          />
          <TextArea
            t={t}
            id="ask"
            name="ask"
            label={t('Muốn cơ quan làm gì')}
            hint={t('Việc cụ thể, để biết lúc nào là xong')}
            error={errorAt('ask')}
            defaultValue={written.ask}
            required
            minLength={limits.askMin}
            maxLength={limits.askMax}
            rows={3}
          />
          <TextArea
            t={t}
            id="words"
            name="words"
            label={t('Vì sao')}
            hint={t('Đừng ghi tên, số điện thoại của người khác. Khiếu nại, tố cáo có đường riêng.')}
            error={errorAt('words')}
            defaultValue={written.words}
            required
            minLength={limits.wordsMin}
            maxLength={limits.wordsMax}
            rows={8}
          />
          <FormFoot>
            <Button look="primary" size="lg" wide busyText={t('Đang gửi…')}>
              {t('Tiếp tục')}
            </Button>
          </FormFoot>
        </CityForm>
      </div>
    </>
  );
}

export interface WherePageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly petition: PetitionView;
  readonly topics: readonly Topic[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly bodies: readonly Body[];
  readonly problems: readonly FieldProblem[];
}

export function WherePage({ t, lang, petition, topics, units, bodies, problems }: WherePageProps) {
  const errorAt = (id: string) => problems.find(({ fieldId }) => fieldId === id)?.message;
  return (
    <>
      <StartSteps t={t} current={2} />
      <div className="form">
        <h1>{t('Việc này ở đâu?')}</h1>
        <CityForm action={`${petition.url}/where`}>
          <ErrorSummary t={t} problems={problems} />
          <Select
            t={t}
            id="unit"
            name="unit"
            label={t('Phường, xã, hoặc cả thành phố')}
            hint={t('Nơi càng đông người thì càng cần nhiều chữ ký')}
            error={errorAt('unit')}
            emptyName={t('Cả thành phố')}
            defaultValue={petition.unit?.code ?? ''}
            options={units.map(({ code, name }) => ({ value: code, name }))}
          />
          <Select
            t={t}
            id="topic"
            name="topic"
            label={t('Lĩnh vực')}
            error={errorAt('topic')}
            defaultValue={petition.topic.code}
            options={topics.map(({ code, name }) => ({ value: code, name: name[lang] }))}
          />
          <Select
            t={t}
            id="body"
            name="body"
            label={t('Ai phải trả lời')}
            hint={t('Không chắc thì để thành phố chọn theo lĩnh vực')}
            error={errorAt('body')}
            emptyName={t('Để thành phố chọn')}
            defaultValue={petition.bodyRule === 'chosen' ? petition.body.code : ''}
            options={bodies.map(({ code, name }) => ({ value: code, name: name[lang] }))}
          />
          <FormFoot>
            <Button look="primary" size="lg" wide busyText={t('Đang gửi…')}>
              {t('Tiếp tục')}
            </Button>
          </FormFoot>
        </CityForm>
        <p>
          <a href={`${petition.url}/words`}>{t('Sửa lời viết')}</a>
        </p>
      </div>
    </>
  );
}

export interface SendPageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly petition: PetitionView;
  readonly alike: readonly PetitionItem[];
  readonly problem?: string | undefined;
}

export function SendPage({ t, lang, petition, alike, problem }: SendPageProps) {
  const problems = problem === undefined ? [] : [{ fieldId: 'send', message: problem }];
  return (
    <>
      <StartSteps t={t} current={3} />
      <div className="form">
        <h1>{t('Xem lại rồi gửi')}</h1>
        <ErrorSummary t={t} problems={problems} />
        {alike.length === 0 ? null : (
          <section className="q petition-alike">
            <h2>{t('Đã có kiến nghị gần giống')}</h2>
            <p>{t('Ký chung một kiến nghị thì tiếng nói mạnh hơn.')}</p>
            <PetitionList t={t} lang={lang} items={alike} label={t('Kiến nghị gần giống')} />
          </section>
        )}
        <DataList
          items={[
            { name: t('Tên kiến nghị'), value: petition.title },
            { name: t('Muốn cơ quan làm gì'), value: petition.ask },
            { name: t('Vì sao'), value: petition.words },
            { name: t('Nơi'), value: petition.unit?.name[lang] ?? t('Cả thành phố') },
            { name: t('Ai phải trả lời'), value: petition.body.name[lang] },
            { name: t('Chữ ký cần có'), value: formatNumber(petition.threshold, lang) },
          ]}
        />
        <p>
          <a href={`${petition.url}/words`}>{t('Sửa lời viết')}</a> ·{' '}
          <a href={`${petition.url}/where`}>{t('Sửa nơi và cơ quan')}</a>
        </p>
        <CityForm action={`${petition.url}/send`}>
          <NextStep title={t('Gửi xong thì sao?')}>
            {t(
              'Bạn có một đường dẫn để gửi cho người quen. Đủ {n} người ủng hộ thì kiểm duyệt viên xem rồi công khai.',
              {
                n: petition.supporters,
              },
            )}
          </NextStep>
          <FormFoot>
            <Button id="send" look="primary" size="lg" wide icon="send" busyText={t('Đang gửi…')}>
              {t('Gửi đi tìm người ủng hộ')}
            </Button>
          </FormFoot>
        </CityForm>
      </div>
    </>
  );
}
