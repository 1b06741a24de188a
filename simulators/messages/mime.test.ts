import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { parseMail } from './mime.ts';

async function compose(mail: object): Promise<Buffer> {
  const composed = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail);
  return composed.message as Buffer;
}

describe('a mail', () => {
  test('is read with its Vietnamese subject, text and layout', async () => {
    const subject =
      'Phản ánh HP-2609-00417 của bạn đã được trả lời, mời bạn xem và chấm điểm sự hài lòng của mình';
    const text = 'Ngập nước trước 215 Trần Nguyên Hãn.\n\nĐội thoát nước đã nạo vét.\n.\nHết';
    const raw = await compose({
      from: 'Hoa Phượng <a@b.vn>',
      to: 'c@d.vn',
      subject,
      text,
      html: `<p>${text}</p>`,
    });
    const mail = parseMail(raw);
    expect(mail.headers['subject']).toBe(subject);
    expect(mail.headers['from']).toBe('Hoa Phượng <a@b.vn>');
    expect(mail.text.trimEnd()).toBe(text);
    expect(mail.html).toContain('Trần Nguyên Hãn');
  });

  test.each(['base64', 'quoted-printable'] as const)('is read when sent as %s', async (encoding) => {
    const raw = await compose({
      from: 'a@b.vn',
      to: 'c@d.vn',
      subject: 'Thử',
      text: 'Đường số 12 = ngõ',
      textEncoding: encoding,
    });
    expect(parseMail(raw).text.trimEnd()).toBe('Đường số 12 = ngõ');
  });

  test('is shown as far as it can be read when it is malformed', () => {
    expect(
      parseMail(
        Buffer.from(
          'Subject: =?x-none?Q?a=FF?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno parts',
        ),
      ),
    ).toMatchObject({
      text: '',
      html: null,
    });
    expect(parseMail(Buffer.from('nothing at all')).text).toBe('');
    expect(parseMail(Buffer.from('Content-Type: text/plain; charset=nope\n\nhello')).text).toBe('hello');
  });
});
