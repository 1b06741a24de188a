// Which of the two it is, in plain words, and where everything else goes: most of what people bring is a report.
import type { Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { Banner, ButtonLink, Card } from '@city/ui/parts';
import { Actions, PageHeading, Part } from '@city/ui/people';
import type { MatterState } from '../cases/states.ts';
import { stateName } from '../cases/state-words.ts';

export interface ChoosePageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  /** What the signed-in person has filed. */
  readonly own: readonly { readonly code: string; readonly state: MatterState; readonly filedAt: Date }[];
}

export function ChoosePage({ t, lang, own }: ChoosePageProps) {
  return (
    <div className="wrap read flow sec">
      <PageHeading
        title={t('Khiếu nại, tố cáo')}
        sub={t('Đi đường riêng, không hiện công khai ở bất cứ đâu. Thời hạn do luật định.')}
      />
      <div className="petition-kinds">
        <Card as="section" labelledBy="khieu-nai">
          <h2 id="khieu-nai">{t('Khiếu nại')}</h2>
          <p>
            {t(
              'Một quyết định hoặc hành vi hành chính làm thiệt quyền lợi của chính bạn, và bạn đề nghị xem lại. Ví dụ: quyết định xử phạt, thu hồi đất, từ chối cấp giấy.',
            )}
          </p>
          <p>
            <ButtonLink look="primary" href="/complaints/about?kind=khieu_nai">
              {t('Viết đơn khiếu nại')}
            </ButtonLink>
          </p>
        </Card>
        <Card as="section" labelledBy="to-cao">
          <h2 id="to-cao">{t('Tố cáo')}</h2>
          <p>
            {t(
              'Bạn biết một người, một cơ quan vi phạm pháp luật, dù có hại đến bạn hay không. Tên bạn được cất riêng, khóa kín; người xem nội dung không thấy tên.',
            )}
          </p>
          <p>
            <ButtonLink look="primary" href="/complaints/about?kind=to_cao">
              {t('Viết đơn tố cáo')}
            </ButtonLink>
          </p>
        </Card>
      </div>
      <Banner title={t('Không phải hai việc trên?')}>
        <p>
          {t('Đường ngập, rác, đèn hỏng, tiếng ồn, góp ý, hỏi đáp: gửi phản ánh, nhanh hơn nhiều.')}{' '}
          <a href="/report">{t('Gửi phản ánh')}</a>
        </p>
        <p>{t('Đang nguy hiểm đến tính mạng thì gọi 112, 113, 114 hoặc 115.')}</p>
      </Banner>
      {own.length > 0 && (
        <Part title={t('Hồ sơ của bạn')}>
          <ul className="petition-own">
            {own.map(({ code, state, filedAt }) => (
              <li key={code}>
                <a href={`/complaints/follow/${code}`} className="num">
                  {code}
                </a>{' '}
                {t('gửi {day}, {state}', {
                  day: formatDate(filedAt, lang, 'table'),
                  state: stateName(state, t),
                })}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Actions>
        <ButtonLink href="/complaints/follow">{t('Theo dõi hồ sơ đã gửi')}</ButtonLink>
      </Actions>
    </div>
  );
}
