// Starts a module of the TypeScript sources in a process of its own: `node start.js URL`.
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
