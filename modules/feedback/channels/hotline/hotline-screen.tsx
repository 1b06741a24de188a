// Taking a call: who calls, what and where, what was reported already; everything by the keyboard, nothing lost.
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button } from '@city/ui/parts';
import { useKeys } from '@city/ui/staff';
import { useCallback, useRef, useState } from 'react';
import { problemWords } from '../../desk/problem-words.ts';
import { AlikePane } from './alike-pane.tsx';
import { CallForm } from './call-form.tsx';
import { type CallDraft, useCall } from './call-draft.ts';
import { FiledCall } from './filed-call.tsx';
import type { Help, HotlineFiled } from './hotline-schemas.ts';
import { PlacePane } from './place-pane.tsx';
import { askHelp, fileCall, useHelp } from './use-help.ts';
import './hotline.css';

export type HotlineProps = {
  desk: DeskContext;
  call: CallDraft;
  write: (change: Partial<CallDraft>) => void;
  help: Help | undefined;
  sending: ReturnType<typeof useSending>;
};

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const { call, write, forget } = useCall();
  const asked = useHelp(call);
  // What helped with the last call is not shown to the next.
  const isEmpty = `${call.words}${call.place}`.trim() === '' && call.pin === null;
  const help = isEmpty ? undefined : asked.data;
  const sending = useSending(desk, call, help, forget);
  const begin = () => {
    sending.close();
    document.getElementById('call-phone')?.focus();
  };
  useKeys([
    { keys: 'Ctrl+Enter', name: t('Ghi việc'), run: () => void sending.send() },
    { keys: 'F2', name: t('Cùng việc thứ nhất'), whenTyping: true, run: () => sending.follow(0) },
    { keys: 'F3', name: t('Cùng việc thứ hai'), whenTyping: true, quiet: true, run: () => sending.follow(1) },
    { keys: 'F4', name: t('Cùng việc thứ ba'), whenTyping: true, quiet: true, run: () => sending.follow(2) },
    { keys: 'F9', name: t('Cuộc gọi mới'), whenTyping: true, run: begin },
  ]);
  const props = { desk, call, write, help, sending };
  return (
    <div className="hotline">
      <main aria-label={t('Nhận cuộc gọi')}>
        <header className="hotline-head">
          <h1>{t('Nhận cuộc gọi')}</h1>
          <p className="muted">{t('Đang ghi được giữ trên máy này cho đến khi gửi.')}</p>
        </header>
        {sending.filed && <FiledCall desk={desk} filed={sending.filed} onNext={begin} />}
        {sending.failed !== null && (
          <Banner title={t('Chưa ghi được phản ánh')} icon="need" role="alert">
            <p>{problemWords(sending.failed, t)}</p>
          </Banner>
        )}
        <CallForm {...props} />
        <PlacePane {...props} />
        <div className="hotline-send">
          <Button
            type="button"
            look="primary"
            size="lg"
            wide
            disabled={sending.isBusy}
            onClick={() => void sending.send()}
          >
            {sending.isBusy ? t('Đang ghi…') : t('Ghi việc')} <kbd>Ctrl ↵</kbd>
          </Button>
          <Button type="button" onClick={forget}>
            {t('Xóa, bắt đầu lại')}
          </Button>
        </div>
      </main>
      <AlikePane {...props} />
    </div>
  );
}

export type Missing = 'words' | 'service' | 'pin' | null;

/** Filing what was written down, as its own or following another; the first missing thing gets the focus. */
function useSending(desk: DeskContext, call: CallDraft, help: Help | undefined, forget: () => void) {
  const { t, announce } = desk;
  const [state, setState] = useState<{ isBusy: boolean; failed: unknown; filed: HotlineFiled | null }>({
    isBusy: false,
    failed: null,
    filed: null,
  });
  const [missing, setMissing] = useState<Missing>(null);
  const isBusy = useRef(false);
  const file = useCallback(
    async (report: Parameters<typeof fileCall>[1]) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setState({ isBusy: true, failed: null, filed: null });
      try {
        const filed = await fileCall(call, report);
        setState({ isBusy: false, failed: null, filed });
        forget();
        announce(t('Đã ghi. Mã {code}', { code: filed.trackingCode }));
      } catch (error) {
        setState({ isBusy: false, failed: error, filed: null });
      } finally {
        isBusy.current = false;
      }
    },
    [call, forget, announce, t],
  );
  const service = call.service || help?.service || '';
  const send = async () => {
    const isShort = call.words.trim().length < 3;
    // Who types fast is not made to wait for the proposal: it is asked for now.
    const code = isShort ? service : service || (await askHelp(call).catch(() => null))?.service || '';
    const lacks: Missing = isShort ? 'words' : code === '' ? 'service' : call.pin === null ? 'pin' : null;
    setMissing(lacks);
    if (lacks !== null) {
      document.getElementById(lacks === 'pin' ? 'call-place' : `call-${lacks}`)?.focus();
      return;
    }
    await file({ service: code, words: call.words.trim(), ...call.pin! });
  };
  /** The caller reports what another has reported: one key, with whatever was written down so far. */
  const follow = (at: number) => {
    const report = help?.alike[at]?.report;
    if (!report) return;
    const words = call.words.trim().length < 3 ? t('Người gọi báo cùng một việc.') : call.words.trim();
    const point = call.pin ?? { lat: report.lat, lon: report.lon };
    void file({ service: report.service, words, ...point, sameAs: report.trackingCode });
  };
  return {
    ...state,
    missing,
    service,
    send,
    follow,
    close: () => setState({ isBusy: false, failed: null, filed: null }),
  };
}
