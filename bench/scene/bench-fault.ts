/** A fault that the person in front of the screen can mend, or at least read; its stack would say nothing more. */
export class BenchFault extends Error {}
