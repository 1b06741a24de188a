// The words of the wallet in the browser: the server gives them, in the reader's language.

export type OwnWords = Readonly<
  Record<
    | 'cards'
    | 'empty'
    | 'issuer'
    | 'until'
    | 'content'
    | 'remove'
    | 'removeSure'
    | 'removeYes'
    | 'removeNot'
    | 'valid'
    | 'revoked'
    | 'expired'
    | 'unknown'
    | 'receive'
    | 'receiveLink'
    | 'txCode'
    | 'received'
    | 'toWallet'
    | 'working'
    | 'show'
    | 'showLink'
    | 'open'
    | 'asks'
    | 'why'
    | 'from'
    | 'agreeEach'
    | 'agree'
    | 'decline'
    | 'mustAll'
    | 'none'
    | 'shown'
    | 'declined'
    | 'history'
    | 'noHistory'
    | 'wrongCode'
    | 'notOurs'
    | 'failed',
    string
  >
>;
