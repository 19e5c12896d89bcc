import fc from 'fast-check';

// A failing property prints its seed and path; this many runs keep the unit tests within their seconds.
fc.configureGlobal({ numRuns: 200 });

export { fc };
