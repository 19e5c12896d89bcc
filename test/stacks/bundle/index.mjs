/** Stands for a function's bundle: what is deployed is proved elsewhere, so these tests need no build. */
export const handler = () => ({ statusCode: 503 });
