/** Where a verb leaves its exit code; a fault has its own. */
export interface Exit {
  code: number;
}
