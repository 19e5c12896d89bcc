/** One table of allowed moves: from each state, the states it may become. Read by decider, store condition and test. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** The states from which `to` may be entered: what a store pins as its condition. */
export const sourcesOf = <State extends string>(table: Transitions<State>, to: State): readonly State[] =>
  (Object.keys(table) as State[]).filter((from) => table[from].includes(to));

/** Whether nothing can follow. */
export const isFinal = <State extends string>(table: Transitions<State>, state: State): boolean =>
  table[state].length === 0;

/** Whether the table allows the move. */
export const mayBecome = <State extends string>(table: Transitions<State>, from: State, to: State): boolean =>
  table[from].includes(to);
