// For whoever leads: a draft answer to approve, mend or send back, and more time to grant or refuse.
import { momentWords } from '@city/ui/desk';
import { Banner, Button, TextArea } from '@city/ui/parts';
import { useState } from 'react';
import type { DeskView } from '../../contract.ts';
import { limits } from '../../limits.ts';
import type { HandlingProps } from './more-ways.tsx';
import { WordsForm } from './words-form.tsx';

type Request = DeskView['handling']['requests'][number];

export function DecideRequests(props: HandlingProps) {
  const waiting = props.view.handling.requests.filter(({ decidedAt }) => decidedAt === null);
  return waiting.map((request) =>
    request.kind === 'answer' ? (
      <DraftAnswer key={request.no} {...props} request={request} />
    ) : (
      <Extension key={request.no} {...props} request={request} />
    ),
  );
}

type RequestProps = HandlingProps & { request: Request };

/** Whoever asked waits for somebody else. */
function OwnRequest({ desk: { t }, view, step, request }: RequestProps) {
  return (
    <>
      <p className="muted">{t('Người đề nghị không tự duyệt. Chờ lãnh đạo quyết định.')}</p>
      {request.kind === 'answer' && view.actions.includes('withdraw') && (
        <Button
          type="button"
          wide
          disabled={step.busy !== null}
          onClick={() => void step.take({ verb: 'withdraw' })}
        >
          {t('Rút lại để viết tiếp')}
        </Button>
      )}
    </>
  );
}

function DraftAnswer(props: RequestProps) {
  const { desk, view, step, request } = props;
  const { t, lang } = desk;
  const [words, setWords] = useState(request.words ?? '');
  const mayDecide = view.actions.includes('resolve') && !request.isOwn;
  const asked = t('{who} trình lúc {at}', {
    who: request.askedBy,
    at: momentWords(new Date(request.askedAt), lang, 'short'),
  });
  return (
    <section className="act-form" aria-label={t('Bản thảo trả lời')}>
      <Banner tone="soon" title={t('Bản thảo chờ duyệt')}>
        <p>{asked}</p>
      </Banner>
      {mayDecide ? (
        <TextArea
          t={t}
          id="approve-words"
          name="words"
          label={t('Trả lời người dân')}
          hint={t('Sửa được trước khi duyệt. Duyệt xong ai cũng đọc được.')}
          rows={6}
          value={words}
          maxLength={limits.answerMax}
          onChange={(event) => setWords(event.target.value)}
        />
      ) : (
        <blockquote>{request.words}</blockquote>
      )}
      <DraftPhotos {...props} />
      {mayDecide ? (
        <>
          <Button
            type="button"
            look="primary"
            wide
            disabled={step.busy !== null || words.trim().length < limits.wordsMin}
            onClick={() =>
              void step.take({
                verb: 'approve',
                ...(words.trim() === request.words ? {} : { words: words.trim() }),
              })
            }
          >
            {step.busy === 'approve' ? t('Đang ghi…') : t('Duyệt và công khai')}
          </Button>
          <SendBack {...props} />
        </>
      ) : (
        <OwnRequest {...props} />
      )}
    </section>
  );
}

function SendBack({ desk, step }: RequestProps) {
  const { t } = desk;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="button" wide aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('Trả về để sửa')}
      </Button>
      {isOpen && (
        <WordsForm
          desk={desk}
          step={step}
          verb="send-back"
          label={t('Cần sửa gì')}
          hint={t('Chỉ cơ quan đọc được.')}
          send={t('Trả về cho cán bộ')}
          missing={t('Ghi cần sửa gì.')}
          most={limits.reasonMax}
          makeStep={(text) => ({ verb: 'send-back', words: text })}
        />
      )}
    </>
  );
}

function DraftPhotos({ desk: { t }, view, request }: RequestProps) {
  if (request.photos.length === 0) return null;
  return (
    <ul className="act-photos">
      {request.photos.map(({ id }, at) => (
        <li key={id}>
          <img
            src={`/api/desk/reports/${encodeURIComponent(view.trackingCode)}/draft-photos/${id}`}
            alt={t('Ảnh sau khi làm {at}', { at: at + 1 })}
          />
        </li>
      ))}
    </ul>
  );
}

function Extension(props: RequestProps) {
  const { desk, view, step, request } = props;
  const { t } = desk;
  const mayDecide = view.actions.includes('extend') && !request.isOwn;
  const unit =
    request.unit === 'working-hours'
      ? t('giờ làm việc')
      : request.unit === 'working-days'
        ? t('ngày làm việc')
        : t('ngày');
  return (
    <section className="act-form" aria-label={t('Đề nghị gia hạn')}>
      <Banner tone="soon" title={t('Xin thêm {amount} {unit}', { amount: request.amount ?? 0, unit })}>
        <p>
          {request.askedBy}: “{request.reason}”
        </p>
      </Banner>
      {mayDecide ? (
        <>
          <Button
            type="button"
            look="primary"
            wide
            disabled={step.busy !== null}
            onClick={() => void step.take({ verb: 'extend', approve: true })}
          >
            {step.busy === 'extend' ? t('Đang ghi…') : t('Đồng ý gia hạn')}
          </Button>
          <WordsForm
            desk={desk}
            step={step}
            verb="extend"
            label={t('Vì sao không đồng ý')}
            hint={t('Chỉ cơ quan đọc được.')}
            send={t('Không đồng ý')}
            missing={t('Ghi lý do.')}
            most={limits.reasonMax}
            makeStep={(words) => ({ verb: 'extend', approve: false, words })}
          />
        </>
      ) : (
        <OwnRequest {...props} />
      )}
    </section>
  );
}
