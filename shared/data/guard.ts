/** A value as the table stores it. */
export type Value = string | bigint | boolean | Uint8Array | readonly string[] | Readonly<Record<string, string>>;

/** One part of a ConditionExpression. A list of guards is all that a write relies on; the proof removes them one by one. */
export type Guard =
  | { readonly test: 'absent' | 'present'; readonly field: string }
  | {
      readonly test: 'is' | 'atLeast' | 'atMost' | 'below' | 'above';
      readonly field: string;
      readonly value: string | bigint | boolean;
    }
  | { readonly test: 'oneOf'; readonly field: string; readonly values: readonly string[] };

type Comparable<Item> = {
  [K in keyof Item]-?: NonNullable<Item[K]> extends string | bigint | boolean ? K : never;
}[keyof Item];
type Ordered<Item> = { [K in keyof Item]-?: NonNullable<Item[K]> extends bigint | string ? K : never }[keyof Item];

/** Typed guards over the fields of one entity. */
export const guards = <Item>() => ({
  absent: (field: keyof Item & string): Guard => ({ test: 'absent', field }),
  present: (field: keyof Item & string): Guard => ({ test: 'present', field }),
  is: <K extends Comparable<Item> & string>(
    field: K,
    value: NonNullable<Item[K]> & (string | bigint | boolean),
  ): Guard => ({
    test: 'is',
    field,
    value,
  }),
  atLeast: <K extends Ordered<Item> & string>(field: K, value: bigint | string): Guard => ({
    test: 'atLeast',
    field,
    value,
  }),
  atMost: <K extends Ordered<Item> & string>(field: K, value: bigint | string): Guard => ({
    test: 'atMost',
    field,
    value,
  }),
  below: <K extends Ordered<Item> & string>(field: K, value: bigint | string): Guard => ({
    test: 'below',
    field,
    value,
  }),
  above: <K extends Ordered<Item> & string>(field: K, value: bigint | string): Guard => ({
    test: 'above',
    field,
    value,
  }),
  oneOf: <K extends Comparable<Item> & string>(field: K, values: readonly (Item[K] & string)[]): Guard => ({
    test: 'oneOf',
    field,
    values,
  }),
});

/** Names and values of one expression, with the placeholders that DynamoDB wants. */
export class Expression {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};

  name(field: string): string {
    this.names[`#${field}`] = field;
    return `#${field}`;
  }

  value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }

  condition(parts: readonly Guard[]): string | undefined {
    return parts.length ? parts.map((part) => this.part(part)).join(' AND ') : undefined;
  }

  private part(guard: Guard): string {
    const field = this.name(guard.field);
    switch (guard.test) {
      case 'absent':
        return `attribute_not_exists(${field})`;
      case 'present':
        return `attribute_exists(${field})`;
      case 'oneOf':
        return `${field} IN (${guard.values.map((value) => this.value(value)).join(', ')})`;
      default:
        return `${field} ${operators[guard.test]} ${this.value(guard.value)}`;
    }
  }
}

const operators = { is: '=', atLeast: '>=', atMost: '<=', below: '<', above: '>' } as const;
