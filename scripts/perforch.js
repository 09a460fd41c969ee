#!/usr/bin/env node
// Starts the command line from its TypeScript sources, as they lie in the checkout.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../harness/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
