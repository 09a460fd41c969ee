/** Whether the public files are at hand; tests of them are skipped, with this message, where they are not. */
export const HAS_DATA = (process.env['PERFORCH_DATA'] ?? '') !== '';

export const WHY_SKIPPED = HAS_DATA ? '' : ' (skipped: set PERFORCH_DATA to a folder with the public files)';
