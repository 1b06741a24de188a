// The door: a page with the ways in. What only VNeID can prove leads straight there.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { readReturnTo } from './return-to.ts';
import { wayOn, waysView } from './ways.page.tsx';

export function waysRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    page(
      {
        url: '/sign-in',
        permission: 'public: whoever is not signed in yet must be able to begin',
        summary: { vi: 'Đăng nhập', en: 'Sign in' },
        query: Type.Object({
          return_to: Type.Optional(Type.String({ maxLength: 2048 })),
          level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
          lang: Type.Optional(Type.String({ maxLength: 2048 })),
        }),
        limit: { max: 300, perSeconds: 60 },
      },
      async (c) => {
        const returnTo = readReturnTo(c.query.return_to);
        if (returnTo === null) throw new AppError('return_to_refused', { field: 'return_to' });
        const level = c.query.level ?? 1;
        if (level > identityOf(m).authenticatorRules().highestLevel)
          return redirect(`/sign-in/vneid?${wayOn(returnTo, level)}`);
        return waysView({ t: c.t, returnTo, level, known: c.actor.name });
      },
    ),
  ];
}
