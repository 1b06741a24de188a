// What other modules may know of the access module: nothing yet needs more than the kernel's `access`.
// Decisions are asked of the kernel in the same process, and by other systems under /access/v1/.
export {};
