/**
 * Pictures that are done with. The collector of garbage goes by its own heap, in which a page of nine megabytes is a few bytes: what is
 * left of pages piles up to 64 MB before it looks. A process that reads and nothing else has it look after each page, which takes some
 * ten milliseconds; others are left alone.
 */

let collect: () => void = () => {}

/** Have garbage collected by this when pictures are done with. */
export function collectGarbageWith(collector: () => void): void {
  collect = collector
}

/** Pictures are done with. */
export const picturesDone = (): void => collect()
