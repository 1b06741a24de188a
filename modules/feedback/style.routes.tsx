// The stylesheet of this module's pages.
import { stylesheet } from '@city/kernel/http';

const { address, serve } = stylesheet('feedback', '/report');

/** For the head of a page. */
export const styleLink = <link rel="stylesheet" href={address} />;

export const styleRoute = serve;
