/** How much there is of a subject in a window. */
export class Group {
  /** Since its leaf was last written. */
  changed = false;

  constructor(
    /** Of the window in its stretch. */
    readonly index: number,
    readonly subject: string,
    /** How many, or who they are as long as they are few. */
    public content: number | string[],
  ) {}

  get count(): number {
    return typeof this.content === 'number' ? this.content : this.content.length;
  }
}
