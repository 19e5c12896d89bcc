import { tokensOf } from '../../contract/tokens.ts';
import type { Started } from '../../data/session.store.ts';
import { signAccessToken } from '../../gateway/token.ts';

/** The tokens of a session that has begun or been refreshed at `now`, the access token signed. */
export const issueTokens = async (started: Started, now: number) =>
  tokensOf(started, await signAccessToken(started.session, now), now);
