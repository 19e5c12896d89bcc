import * as z from 'zod/mini';

/** How many lines of a list one page holds, 1 to 50; 20 unless said. In the query it is text. */
const pageLimit = z.codec(
  z.string().check(z.regex(/^(?:[1-9]|[1-4]\d|50)$/)),
  z.int().check(z.minimum(1), z.maximum(50)),
  {
    decode: Number,
    encode: String,
  },
);

export const pageLimitUsual = 20;

/** What `next` of the page before said. It carries the filters of the list, which are not repeated beside it. */
const pageCursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,1024}$/));

/** Asks for a page: the fields of every list. */
export const pageQuery = { limit: z.optional(pageLimit), cursor: z.optional(pageCursor) };

/** A page of a list; `next` is absent when nothing follows. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.strictObject({ data: z.array(item), next: z.optional(z.string()) });
