/** What mdBook's pages say in a script of theirs: the way to the book's root, empty if they stand there. */
declare const path_to_root: string | undefined;
