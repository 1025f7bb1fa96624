/*
 * pages.h - the pages of spec/diagnostics, compiled in.
 *
 * pages.c is made from spec/diagnostics/NAME.md by cli/pages.awk when migc is built.
 */
#ifndef CLI_PAGES_H
#define CLI_PAGES_H

typedef struct Page {
    const char *name;         /* of the diagnostic; NULL ends the list */
    const char *const *lines; /* each with its newline; NULL ends the page */
} Page;

/* All pages, by name. */
const Page *pages(void);

#endif
