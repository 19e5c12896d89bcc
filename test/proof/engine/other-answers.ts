/** Operations that after a fault may answer something else than they would have, and why they cannot do better. */
export const otherAnswers: Readonly<Record<string, { readonly codes: readonly string[]; readonly why: string }>> = {};
