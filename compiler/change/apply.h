/*
 * apply.h - operations carried out on a model.
 *
 * takes:    a change
 * gives:    whether its operations make the one model of the other, up and down
 * promises: what the operations do not touch is compared by its canonical text, so that nothing is
 *           forgotten; linear cost, and none for what revisions take over from each other
 */
#ifndef MIGC_CHANGE_APPLY_H
#define MIGC_CHANGE_APPLY_H

#include "change/change.h"

/* up(before) = after and down(after) = before. If not, *what names an object that differs, in `arena`. */
bool change_holds(Arena *arena, const Change *change, const char **what);

#endif
