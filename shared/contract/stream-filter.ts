/** Which changes of the table a consumer asks for. */
export interface StreamFilter {
  readonly entities: readonly [string, ...string[]];
  readonly events: readonly ('INSERT' | 'MODIFY')[];
  /** String attributes of the new image that must have one of these values. */
  readonly where?: Readonly<Record<string, readonly [string, ...string[]]>>;
}

/** A pattern as Lambda's event filtering reads it: of a list any value will do, of an object every field must. */
export interface Pattern {
  readonly [field: string]: Pattern | readonly string[];
}

/** The pattern that lets through what the filter asks for, and nothing else. */
export const patternOf = ({ entities, events, where = {} }: StreamFilter): Pattern => ({
  eventName: events,
  dynamodb: {
    NewImage: Object.fromEntries(
      Object.entries({ entity: entities, ...where }).map(([name, values]) => [name, { S: values }]),
    ),
  },
});

/** Whether a consumer asks for this record of the stream: the pattern itself is asked, so the cloud and we agree. */
export const isAskedFor = (filter: StreamFilter, record: object): boolean => fits(patternOf(filter), record);

const fits = (pattern: Pattern, value: unknown): boolean =>
  Object.entries(pattern).every(([field, asked]) => {
    const found = (value as Record<string, unknown> | undefined)?.[field];
    return isList(asked) ? asked.includes(found as string) : fits(asked, found);
  });

const isList = (asked: Pattern | readonly string[]): asked is readonly string[] => Array.isArray(asked);
