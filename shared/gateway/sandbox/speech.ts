import type { IncomingCall } from '../partners/adapter.ts';

/** What the bank asks of a simulated partner, without the partner's form. */
export type Asked =
  | { readonly verb: 'place'; readonly orderId: string; readonly price: string }
  | { readonly verb: 'order' | 'cancel'; readonly orderId: string }
  | { readonly verb: 'trace'; readonly reference: string }
  | { readonly verb: 'price'; readonly price: string }
  | { readonly verb: 'day'; readonly day: string };

/** An order as the simulator keeps it. */
export interface SimulatedOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly price: string;
  readonly cancelled?: boolean;
  readonly news: readonly SimulatedNews[];
}

/** Something that happened to it: the partner's id and code, and when. */
export interface SimulatedNews {
  readonly id: string;
  readonly code: string;
  readonly at: number;
}

/** What the simulator says, without the partner's form. */
export type Said =
  | { readonly about: 'order' | 'trace'; readonly order: SimulatedOrder }
  | { readonly about: 'price'; readonly price: string }
  | { readonly about: 'day'; readonly lines: readonly { orderId: string; movement: string; price: string }[] }
  | { readonly about: 'no'; readonly why: 'absent' | 'repeated' | 'refused' | 'too-late' };

/** The partner's side of its protocol: all that a simulator needs beside what every simulator does. */
export interface Speech {
  /** The code of the news with which an order begins, if it begins with news. */
  readonly firstCode?: string;
  /** What a request asks; undefined when its signature is wrong. */
  readonly read: (call: IncomingCall, secret: string) => Asked | undefined;
  readonly answer: (said: Said) => string;
  /** A callback about one piece of news, signed at `signedAt`. */
  readonly push: (
    order: SimulatedOrder,
    news: SimulatedNews,
    secret: string,
    signedAt: number,
  ) => { headers: Record<string, string>; body: string };
}
