/** Answers that promise nothing: whoever called sends the same request again. */
const openCodes = new Set(['OUTCOME_UNKNOWN', 'TRY_AGAIN']);

export const isOpenCode = (code: string | undefined): boolean => openCodes.has(code ?? '');
