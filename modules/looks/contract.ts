// What others may know of this module: its error codes. The trail itself is written through the kernel, by everyone.
export { looksErrors } from './errors.ts';
export { limits } from './limits.ts';
