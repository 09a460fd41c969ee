// The helper runs from its TypeScript source, however the thread that starts it was started.
import { register } from 'tsx/esm/api';

register();
await import('./helper.ts');
