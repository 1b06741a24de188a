// The place of the city's own wallet in a page, with all its words; what it holds never leaves the browser.
import type { Translate } from '@city/kernel/text';
import { Banner } from '@city/ui/parts';
import type { OwnWords } from './words.ts';

export interface OwnWalletProps {
  readonly t: Translate;
  readonly holder: string;
  /** Shows only the fetching of this offer. */
  readonly offer?: string;
}

export function OwnWallet({ t, holder, offer }: OwnWalletProps) {
  return (
    <div
      className="flow"
      data-island="wallet"
      data-load="idle"
      data-holder={holder}
      data-offer={offer}
      data-words={JSON.stringify(wordsOf(t))}
    >
      <noscript>
        <Banner title={t('Ví trên máy này cần JavaScript')}>
          <p>
            {t(
              'Giấy tờ và chìa khóa nằm trong trình duyệt của bạn, nên trang phải chạy được JavaScript. Bạn vẫn có thể dùng ví khác trên điện thoại, hoặc đến bộ phận một cửa với giấy tờ giấy.',
            )}
          </p>
        </Banner>
      </noscript>
    </div>
  );
}

const wordsOf = (t: Translate): OwnWords => ({
  cards: t('Trong ví trên máy này'),
  empty: t('Ví trên máy này chưa có giấy tờ. Bấm “Nhận về ví” ở trên để bắt đầu.'),
  issuer: t('Nơi cấp'),
  until: t('Dùng đến'),
  content: t('Xem nội dung'),
  remove: t('Xóa khỏi máy này'),
  removeSure: t('Xóa giấy tờ này khỏi máy? Bạn có thể nhận lại.'),
  removeYes: t('Xóa, tôi chắc'),
  removeNot: t('Giữ lại'),
  valid: t('Còn hiệu lực'),
  revoked: t('Đã bị thu hồi'),
  expired: t('Hết hạn'),
  unknown: t('Chưa kiểm tra được tình trạng'),
  receive: t('Nhận vào ví trên máy này'),
  receiveLink: t('Dán đường dẫn trong mã QR nhận giấy tờ'),
  txCode: t('Số hiện trên trang nhận giấy tờ'),
  received: t('Đã nhận. Giấy tờ nằm trong ví trên máy này.'),
  toWallet: t('Mở ví'),
  working: t('Đang làm, xin chờ…'),
  show: t('Cho người khác xem'),
  showLink: t('Dán đường dẫn trong mã QR của người hỏi'),
  open: t('Xem họ hỏi gì'),
  asks: t('hỏi bạn'),
  why: t('Để làm gì'),
  from: t('Lấy từ'),
  agreeEach: t('Đánh dấu từng mục bạn đồng ý cho xem'),
  agree: t('Đồng ý cho xem'),
  decline: t('Không đồng ý'),
  mustAll: t('Người hỏi cần đủ các mục này. Nếu không muốn cho xem mục nào, hãy chọn “Không đồng ý”.'),
  none: t('Ví trên máy này không có giấy tờ mà họ hỏi.'),
  shown: t('Đã cho xem.'),
  declined: t('Đã từ chối. Người hỏi không thấy gì.'),
  history: t('Đã cho ai xem'),
  noHistory: t('Chưa cho ai xem lần nào. Mỗi lần cho xem sẽ ghi lại ở đây, chỉ trên máy này.'),
  wrongCode: t('Số không đúng hoặc mã đã hết hạn, nên mã này không dùng được nữa. Hãy tạo mã mới.'),
  notOurs: t('Đường dẫn này không phải của thành phố. Ví không mở.'),
  failed: t('Chưa làm được. Mã có thể đã dùng hoặc hết hạn; hãy tạo mã mới rồi thử lại.'),
});
