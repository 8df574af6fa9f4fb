/** The process of one arm: takes its job as its only argument, and answers over the channel of its parent. */
import { ARMS, type ArmName } from './index.js';
import type { ArmJob } from './job.js';

const job = JSON.parse(process.argv[2]!) as ArmJob & { readonly arm: ArmName };
const arm = await ARMS[job.arm]();
const outcome = await arm(job);
// The callback stream of the bare client cannot be ended in any other way.
process.send!(outcome, () => process.exit(0));
